package dev.passbook.http.access;

import static dev.passbook.http.access.GuardedService.created;
import static dev.passbook.http.access.GuardedService.opened;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator gives an account to another holder. */
@QuarkusTest
@TestProfile(Guarded.class)
class HolderChangeTest {
  private final String first = "first " + UUID.randomUUID();
  private final String second = "second " + UUID.randomUUID();
  private GuardedService service;
  private String before;
  private String after;

  @BeforeEach
  void begin() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
    before = service.issuer().token("acme", first);
    after = service.issuer().token("acme", second);
  }

  private Response give(String account, String subject) {
    return service.put(
        service.operator(),
        "/accounts/" + account + "/holder",
        "{\"subject\":\"" + subject + "\"}");
  }

  private static Response done(Response response) {
    assertThat(response.asString(), response.statusCode(), equalTo(200));
    return response;
  }

  @Test
  void theAccountIsTheNewHoldersAlone() {
    String account = service.account(before);
    String path = "/accounts/" + account;
    String hold = created(service.post(before, path + "/holds", "{\"amount\":1}")).path("id");
    String other = service.account(before);
    Response paid = created(service.post(before, "/transfers", transfer(account, other)));

    Response given = done(give(account, second));

    assertThat(given.header("ETag"), equalTo("\"5\""));
    List<String> reads =
        List.of(
            path,
            path + "?version=1",
            path + "?at=2100-01-01T00:00:00Z",
            path + "/events",
            path + "/events?type=AccountCreated",
            path + "/events/1",
            path + "/statements/" + YearMonth.now(ZoneOffset.UTC),
            path + "/holds",
            path + "/holds/" + hold,
            paid.header("Location"));
    for (String read : reads) {
      assertThat(read, service.get(before, read).statusCode(), equalTo(404));
      assertThat(read, service.get(after, read).statusCode(), equalTo(200));
    }
    String amount = "{\"amount\":1}";
    for (String write : List.of("/withdrawals", "/holds")) {
      assertThat(service.post(before, path + write, amount).statusCode(), equalTo(404));
      assertThat(service.post(after, path + write, amount).statusCode(), equalTo(201));
    }
    String release = path + "/holds/" + hold + "/release";
    assertThat(service.post(before, release).statusCode(), equalTo(404));
    assertThat(service.post(after, release).statusCode(), equalTo(201));
    assertThat(service.post(before, path + "/closure").statusCode(), equalTo(404));
    assertThat(
        service.post(before, "/transfers", transfer(account, other)).statusCode(), equalTo(404));
  }

  private static String transfer(String from, String to) {
    return GuardedService.transferOf(from, to);
  }

  @Test
  void theAccountMovesBetweenTheLists() {
    String account = opened(service.post(before, "/accounts"));
    String stays = opened(service.post(before, "/accounts"));
    awaitListed(before, List.of(account, stays));
    created(service.post(before, "/accounts/" + account + "/credits", "{\"amount\":7}"));

    done(give(account, second));

    assertThat("at once", listed(before), equalTo(List.of(stays)));
    awaitListed(after, List.of(account));
    Response list = service.get(after, "/accounts");
    assertThat(list.asString(), containsString("\"balance\":7.00"));
    done(give(account, first));
    awaitListed(before, List.of(account, stays));
    assertThat(listed(after), equalTo(List.of()));
  }

  private void awaitListed(String token, List<String> accounts) {
    await().atMost(30, SECONDS).until(() -> sorted(listed(token)).equals(sorted(accounts)));
  }

  private List<String> listed(String token) {
    return service.get(token, "/accounts").path("accounts.id");
  }

  private static List<String> sorted(List<String> ids) {
    return ids.stream().sorted().toList();
  }

  @Test
  void anOpenStreamOfTheOldHolderEndsWithTheChange() throws Exception {
    String account = service.account(before);
    HttpRequest listen =
        HttpRequest.newBuilder(URI.create(service.url() + "/accounts/" + account + "/events"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + before)
            .build();
    HttpResponse<InputStream> stream =
        HttpClient.newHttpClient().send(listen, BodyHandlers.ofInputStream());
    assertThat(stream.statusCode(), equalTo(200));

    done(give(account, second));
    created(service.post(after, "/accounts/" + account + "/credits", "{\"amount\":8}"));

    String all = new String(stream.body().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(all, containsString("event: HolderChanged"));
    assertThat(all, not(containsString(second)));
    assertThat(all, not(containsString("actor")));
    assertThat(all, not(containsString("id: 4")));
  }

  @Test
  void theSameHolderIsNoEvent() {
    String account = opened(service.post(before, "/accounts"));

    assertThat(done(give(account, first)).header("ETag"), equalTo("\"1\""));
    assertThat(done(give(account, second)).header("ETag"), equalTo("\"2\""));
    assertThat(done(give(account, second)).header("ETag"), equalTo("\"2\""));
  }

  @Test
  void onlyAnOperatorSeesWhoseItBecame() {
    String account = opened(service.post(before, "/accounts"));
    done(give(account, second));
    String event = "/accounts/" + account + "/events/2";

    assertThat(service.get(service.operator(), event).path("subject"), equalTo(second));
    assertThat(service.get(after, event).path("type"), equalTo("HolderChanged"));
    assertThat(service.get(after, event).path("subject"), nullValue());
  }

  /**
   * Tests an account that has no holder, because the service required no tokens when it was opened.
   */
  @Test
  void anAccountWithoutAHolderGetsOne() {
    String account = GuardedService.nobodys();

    done(give(account, second));

    assertThat(service.get(after, "/accounts/" + account).statusCode(), equalTo(200));
    awaitListed(after, List.of(account));
    assertThat(
        service.get(service.strangersOperator(), "/accounts/" + account).statusCode(),
        equalTo(404));
  }

  @Test
  void aDryRunMovesNothing() {
    String account = opened(service.post(before, "/accounts"));
    String path = "/accounts/" + account;

    done(
        service.put(
            service.operator(), path + "/holder?dryRun=true", "{\"subject\":\"" + second + "\"}"));

    assertThat(service.get(before, path).statusCode(), equalTo(200));
    assertThat(service.get(after, path).statusCode(), equalTo(404));
  }

  @Test
  void whatIsNoSubjectIsRefused() {
    String account = opened(service.post(before, "/accounts"));

    for (String subject : List.of("", " ", "n".repeat(256), "a\\u0000b")) {
      assertThat(give(account, subject).statusCode(), equalTo(400));
    }
  }
}
