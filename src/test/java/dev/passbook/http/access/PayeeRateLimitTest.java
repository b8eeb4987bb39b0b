package dev.passbook.http.access;

import static dev.passbook.http.access.GuardedService.created;
import static dev.passbook.http.access.GuardedService.transferOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Small payments from one payer cannot keep a neighbour's account busy. */
@QuarkusTest
@TestProfile(PayeeRateLimitTest.Limited.class)
class PayeeRateLimitTest {
  public static final class Limited implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(
          new TestResourceEntry(
              TokenIssuerResource.class,
              Map.of("passbook.payee.rate", "1", "passbook.payee.burst", "3")));
    }
  }

  private GuardedService service;
  private String payer;
  private String from;
  private String neighbours;

  @BeforeEach
  void begin() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
    payer = service.issuer().token("acme", "payer " + UUID.randomUUID());
    from = service.account(payer);
    neighbours = service.account(service.bob());
  }

  @Test
  void payingAnotherHoldersAccountTooOftenIsLimited() {
    pay(payer, neighbours, 3);
    String before = balance(neighbours);

    Response refused = service.post(payer, "/transfers", transferOf(from, neighbours));

    assertThat(refused.asString(), refused.statusCode(), equalTo(429));
    assertThat(refused.path("type"), equalTo("urn:passbook:problem:too-many-requests"));
    assertThat(refused.contentType(), equalTo("application/problem+json"));
    assertThat(
        Integer.parseInt(refused.header("Retry-After")),
        allOf(greaterThan(0), lessThanOrEqualTo(60)));
    assertThat(balance(neighbours), equalTo(before));
  }

  @Test
  void aRetryOfAnAppliedTransferGetsItsFirstResponse() {
    String first = created(keyed("\"first\"")).asString();
    pay(payer, neighbours, 2);

    Response retry = keyed("\"first\"");
    Response refused = keyed("other");

    assertThat(created(retry).asString(), equalTo(first));
    assertThat(retry.header("Idempotency-Replayed"), equalTo("true"));
    assertThat(refused.statusCode(), equalTo(429));
    assertThat(refused.path("detail"), startsWith("This request applied nothing."));
  }

  private Response keyed(String key) {
    return service
        .as(payer)
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(transferOf(from, neighbours))
        .post("/transfers");
  }

  @Test
  void otherPayeesAndPayersAreNotLimited() {
    pay(payer, neighbours, 3);

    pay(payer, service.account(service.bob()), 1);
    created(service.post(service.bob(), "/transfers", transferOf(neighbours, from)));
    var other = service.issuer().token("acme", "payer " + UUID.randomUUID());
    created(service.post(other, "/transfers", transferOf(service.account(other), neighbours)));
  }

  @Test
  void paymentsToTheCallersOwnAccountsAreNotLimited() {
    pay(payer, service.account(payer), 10);
  }

  @Test
  void anOperatorIsNotLimited() {
    pay(service.operator(), neighbours, 10);
  }

  @Test
  void aMissingPayeeIsCountedToo() {
    String nowhere = UUID.randomUUID().toString();
    for (int i = 0; i < 3; i++) {
      assertThat(
          service.post(payer, "/transfers", transferOf(from, nowhere)).statusCode(), equalTo(404));
    }

    Response refused = service.post(payer, "/transfers", transferOf(from, nowhere));

    assertThat(refused.statusCode(), equalTo(429));
  }

  @Test
  void aPayeesIdInUpperCaseIsTheSamePayee() {
    pay(payer, neighbours.toUpperCase(), 2);
    pay(payer, neighbours, 1);

    Response refused = service.post(payer, "/transfers", transferOf(from, neighbours));

    assertThat(refused.statusCode(), equalTo(429));
  }

  private void pay(String token, String to, int times) {
    for (int i = 0; i < times; i++) {
      created(service.post(token, "/transfers", transferOf(from, to)));
    }
  }

  private String balance(String account) {
    return service.get(service.bob(), "/accounts/" + account).asString();
  }
}
