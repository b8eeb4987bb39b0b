package dev.passbook.http.access;

import static dev.passbook.http.access.GuardedService.created;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Operators see who did what and why. Holders don't, and neither see balances without the scope.
 */
@QuarkusTest
@TestProfile(Guarded.class)
class OperatorsEyesTest {
  private static final String AMOUNT = "{\"amount\":1}";
  private static final String RESTRICTIONS =
      "{\"debits\":false,\"credits\":false,\"reason\":\"Court order\"}";

  private GuardedService service;
  private String account;
  private String path;

  @BeforeEach
  void begin() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
    account = service.account(service.ada());
    path = "/accounts/" + account;
  }

  private String token(String subject, String scopes, String... roles) {
    return service
        .issuer()
        .token("acme", subject, claims -> claims.setStringClaim("scope", scopes), roles);
  }

  private Response restrict() {
    return service.put(service.operator(), path + "/restrictions", RESTRICTIONS);
  }

  @Test
  void anOperatorSeesWhoActed() {
    created(service.post(service.operator(), path + "/withdrawals", AMOUNT));
    created(service.post(token("till", "accounts:credit"), path + "/credits", AMOUNT));
    String bobs = service.account(service.bob());
    created(service.post(service.bob(), "/transfers", GuardedService.transferOf(bobs, account)));
    created(service.post(service.ada(), path + "/holds", AMOUNT));

    Response page = service.get(service.operator(), path + "/events");

    assertThat(
        page.path("events.actor.subject"),
        equalTo(List.of("ada", "ada", "olga", "till", "bob", "ada")));
    assertThat(
        page.path("events.actor.role"),
        equalTo(List.of("holder", "holder", "operator", "holder", "holder", "holder")));
    Response one = service.get(service.operator(), path + "/events/3");
    assertThat(one.path("actor.subject"), equalTo("olga"));
  }

  @Test
  void theRowsShowAnOperatorWhoActedAndWhy() {
    restrict();

    Response page = service.get(service.operator(), path + "/rows");

    assertThat(page.path("rows[0].events[0].actor.subject"), equalTo("olga"));
    assertThat(page.path("rows[0].events[0].restrictions.reason"), equalTo("Court order"));
    assertThat(page.path("rows[1].events[0].actor.subject"), equalTo("ada"));
    Response refused = service.get(service.ada(), path + "/rows");
    assertThat(refused.statusCode(), equalTo(403));
    assertThat(refused.path("type"), equalTo("urn:passbook:problem:forbidden"));
  }

  @Test
  void nobodyElseSeesWhoActed() {
    restrict();
    for (String each : List.of("/events", "/events/1", "/events/3", "")) {
      String body = service.get(service.ada(), path + each).asString();
      assertThat(body, not(containsString("actor")));
      assertThat(body, not(containsString("olga")));
      assertThat(body, not(containsString("reason")));
    }
    Response written = service.post(service.operator(), path + "/withdrawals", AMOUNT);
    assertThat("an answer to a write is kept", written.path("actor"), nullValue());
  }

  @Test
  void aLapseHasNoActor() {
    String hold = "{\"amount\":1,\"expiresAt\":\"" + Instant.now().plusSeconds(3) + "\"}";
    created(service.post(service.ada(), path + "/holds", hold));
    await()
        .atMost(30, SECONDS)
        .until(() -> service.get(service.ada(), path).asString().contains("\"held\":0.00"));
    created(service.post(service.ada(), path + "/credits", AMOUNT));

    Response page = service.get(service.operator(), path + "/events?after=2");

    assertThat(
        page.path("events.type"), equalTo(List.of("HoldPlaced", "HoldExpired", "BalanceCredited")));
    assertThat(page.path("events[0].actor.subject"), equalTo("ada"));
    assertThat(page.path("events[1].actor"), nullValue());
    assertThat(page.path("events[2].actor.subject"), equalTo("ada"));
  }

  @Test
  void onlyOperatorsSeeTheReasonOfARestriction() {
    assertThat(restrict().path("restrictions.reason"), equalTo("Court order"));

    Response operators = service.get(service.operator(), path);
    Response holders = service.get(service.ada(), path);
    assertThat(operators.path("restrictions.reason"), equalTo("Court order"));
    assertThat(holders.asString(), not(containsString("Court")));
    assertThat(holders.path("restrictions.debits"), equalTo(false));
    Response event = service.get(service.operator(), path + "/events/3");
    assertThat(event.path("restrictions.reason"), equalTo("Court order"));
    Response list = service.get(service.operator(), "/accounts?owner=ada&limit=1");
    assertThat(list.asString(), list.statusCode(), equalTo(200));
  }

  @Test
  void aStreamShowsAnOperatorMoreThanAHolder() throws Exception {
    restrict();

    String operators = firstEvents(service.operator());
    String holders = firstEvents(service.ada());

    assertThat(operators, containsString("\"actor\":{\"subject\":\"olga\""));
    assertThat(operators, containsString("Court order"));
    assertThat(holders, containsString("AccountRestricted"));
    for (String hidden : List.of("actor", "olga", "Court order", "reason")) {
      assertThat(holders, not(containsString(hidden)));
    }
  }

  /** Returns what a stream sends up to the third event. */
  private String firstEvents(String token) throws IOException, InterruptedException {
    HttpRequest listen =
        HttpRequest.newBuilder(URI.create(service.url() + path + "/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token)
            .build();
    var body = HttpClient.newHttpClient().send(listen, BodyHandlers.ofInputStream()).body();
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      StringBuilder all = new StringBuilder();
      String line = lines.readLine();
      while (!all.toString().contains("\"version\":3")) {
        all.append(line).append('\n');
        line = lines.readLine();
      }
      return all.toString();
    }
  }

  @Test
  void withoutTheReadScopeNoSumIsShown() {
    String writer = token("olga", "accounts:write transfers:write", "operator");
    String hold = service.post(writer, path + "/holds", AMOUNT).path("id");

    List<Response> shown =
        List.of(
            service.put(writer, path + "/limits", "{\"overdraft\":500}"),
            service.put(writer, path + "/limits?dryRun=true", "{\"overdraft\":600}"),
            service.post(writer, path + "/withdrawals", "{\"amount\":120}"),
            service.put(writer, path + "/limits", "{\"overdraft\":1}"),
            service.post(writer, path + "/holds", "{\"amount\":1000}"),
            service.post(writer, path + "/holds/" + hold + "/release"),
            service.put(writer, path + "/restrictions", RESTRICTIONS),
            service.post(writer, path + "/events/2/reversal"));
    for (Response response : shown) {
      for (String sum : List.of("balance", "held", "available", "overdraft", "used")) {
        assertThat(response.asString(), response.path(sum), nullValue());
      }
    }
    assertThat(
        shown.stream()
            .map(Response::statusCode)
            .map(Object::toString)
            .collect(Collectors.joining(" ")),
        equalTo("200 200 201 422 422 201 200 201"));
    assertThat(service.get(service.ada(), path).path("overdraft"), notNullValue());
  }

  @Test
  void aReplayShowsNoSumWithoutTheReadScope() {
    String key = UUID.randomUUID().toString();
    String reader = token("ada", "accounts:read accounts:write");
    String writer = token("ada", "accounts:write");

    Response first = keyed(reader, key, "{\"amount\":1000}");
    Response replay = keyed(writer, key, "{\"amount\":1000}");

    assertThat(first.asString(), containsString("\"available\":100.00"));
    assertThat(replay.header("Idempotency-Replayed"), equalTo("true"));
    for (String sum : List.of("balance", "held", "available")) {
      assertThat(replay.path(sum), nullValue());
    }
  }

  private Response keyed(String token, String key, String body) {
    return service
        .as(token)
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(body)
        .post(path + "/holds");
  }
}
