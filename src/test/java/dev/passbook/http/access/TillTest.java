package dev.passbook.http.access;

import static dev.passbook.http.access.GuardedService.created;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A till pays into every account of its tenant without seeing a balance. */
@QuarkusTest
@TestProfile(Guarded.class)
class TillTest {
  private static final String ALL = "accounts:open accounts:read accounts:credit transfers:write";

  private GuardedService service;

  @BeforeEach
  void findService() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
  }

  private String token(String subject, String scopes, String... roles) {
    return service
        .issuer()
        .token("acme", subject, claims -> claims.setStringClaim("scope", scopes), roles);
  }

  private String till() {
    return token("till", "accounts:credit");
  }

  @Test
  void aTillPaysInWithoutSeeingTheBalance() {
    String account = service.account(service.ada());

    Response response = created(credit(till(), account));

    assertThat(response.path("balance"), nullValue());
    assertThat(response.path("amount"), notNullValue());
    assertThat(response.header("Location"), equalTo("/accounts/" + account + "/events/3"));
    assertThat(read(account), equalTo("101.00"));
  }

  /** The caller may read accounts, but this account belongs to another holder. */
  @Test
  void aNeighbourPaysInWithoutSeeingTheBalance() {
    String account = service.account(service.ada());

    assertThat(created(credit(token("bob", ALL), account)).path("balance"), nullValue());
  }

  @Test
  void aCallerWhoMayReadTheAccountSeesTheBalance() {
    String account = service.account(service.ada());

    for (String token : List.of(token("ada", ALL), token("olga", ALL, "operator"))) {
      assertThat(created(credit(token, account)).path("balance"), notNullValue());
    }
  }

  @Test
  void aTillNeitherReadsNorWithdraws() {
    String account = service.account(service.ada());

    for (String path : List.of("", "/events", "/events/1", "/holds", "/holds/" + account + "-1")) {
      assertThat(service.get(till(), "/accounts/" + account + path).statusCode(), equalTo(403));
    }
    for (String path : List.of("/withdrawals", "/closure", "/holds", "/events/2/reversal")) {
      Response refused = service.post(till(), "/accounts/" + account + path, "{\"amount\":1}");
      assertThat(refused.statusCode(), equalTo(403));
    }
  }

  @Test
  void theWriteScopeDoesNotAllowCredits() {
    String account = service.account(service.ada());

    Response refused = credit(token("ada", "accounts:read accounts:write"), account);

    assertThat(refused.statusCode(), equalTo(403));
  }

  @Test
  void accountsOfAnotherTenantAreMissing() {
    String strangers = service.account(service.stranger());

    Response there = credit(till(), strangers);
    Response nowhere = credit(till(), UUID.randomUUID().toString());

    assertThat(there.statusCode(), equalTo(404));
    assertThat(there.path("detail").toString(), equalTo(nowhere.path("detail").toString()));
  }

  @Test
  void anExpectedVersionRevealsNothingToATill() {
    String account = service.account(service.ada());

    Response mismatch = conditional(till(), account, "/credits");
    Response own = conditional(token("ada", "accounts:write"), account, "/withdrawals");

    assertThat(mismatch.statusCode(), equalTo(412));
    assertThat(mismatch.path("version"), nullValue());
    assertThat(mismatch.header("ETag"), nullValue());
    assertThat(own.statusCode(), equalTo(412));
    assertThat(own.path("version"), equalTo(2));
  }

  private Response conditional(String token, String account, String command) {
    return service
        .as(token)
        .header("If-Match", "\"1\"")
        .contentType("application/json")
        .body("{\"amount\":1}")
        .post("/accounts/" + account + command);
  }

  @Test
  void refusalsShowNoBalanceWithoutTheReadScope() {
    String account = service.account(service.ada());
    String writer = token("ada", "accounts:write transfers:write");
    String path = "/accounts/" + account;
    String payee = service.account(service.bob());
    String transfer = GuardedService.transferOf(account, payee).replace(":1}", ":1000000}");

    for (Response refused :
        List.of(
            service.post(writer, path + "/withdrawals", "{\"amount\":1000000}"),
            service.post(writer, "/transfers", transfer))) {
      assertThat(refused.path("type"), equalTo("urn:passbook:problem:insufficient-funds"));
      assertThat(refused.path("balance"), nullValue());
      assertThat(refused.path("amount"), notNullValue());
    }
    Response open = service.post(writer, path + "/closure");
    assertThat(open.path("type"), equalTo("urn:passbook:problem:balance-not-zero"));
    assertThat(open.asString(), not(containsString("100.00")));
    assertThat(service.post(service.ada(), path + "/closure").path("balance"), notNullValue());
  }

  @Test
  void anOpeningShowsItsBalanceWithTheReadScope() {
    Response blind = created(service.post(token("ada", "accounts:open"), "/accounts"));
    Response seen = created(service.post(token("ada", ALL), "/accounts"));

    assertThat(blind.path("balance"), nullValue());
    assertThat(seen.path("balance"), notNullValue());
  }

  /** A key belongs to the caller, and the first request's token may have allowed reading. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "1000000"})
  void aReplayShowsNoBalanceWithoutTheReadScope(String amount) {
    String account = service.account(service.ada());
    String key = UUID.randomUUID().toString();

    Response first = keyed(service.ada(), key, account, amount);
    Response blind = keyed(token("ada", "accounts:write"), key, account, amount);
    Response again = keyed(service.ada(), key, account, amount);

    assertThat(first.path("balance"), notNullValue());
    assertThat(blind.statusCode(), equalTo(first.statusCode()));
    assertThat(blind.header("Idempotency-Replayed"), equalTo("true"));
    assertThat(blind.path("balance"), nullValue());
    assertThat(blind.path("type").toString(), equalTo(first.path("type").toString()));
    assertThat(again.asString(), equalTo(first.asString()));
  }

  @Test
  void aFirstResponseWithoutBalanceIsReplayedWithoutBalance() {
    String account = service.account(service.ada());
    String key = UUID.randomUUID().toString();

    Response first = keyed(token("ada", "accounts:write"), key, account, "1");
    Response again = keyed(service.ada(), key, account, "1");

    assertThat(first.path("balance"), nullValue());
    assertThat(again.asString(), equalTo(first.asString()));
  }

  private Response keyed(String token, String key, String account, String amount) {
    return service
        .as(token)
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body("{\"amount\":" + amount + "}")
        .post("/accounts/" + account + "/withdrawals");
  }

  private Response credit(String token, String account) {
    return service.post(token, "/accounts/" + account + "/credits", "{\"amount\":1}");
  }

  private String read(String account) {
    String body = service.get(service.ada(), "/accounts/" + account).asString();
    return body.replaceAll(".*\"balance\":([0-9.]+).*", "$1");
  }
}
