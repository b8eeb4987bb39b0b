package dev.passbook.http.access;

import static dev.passbook.http.access.GuardedService.opened;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which accounts a holder's list contains. */
@QuarkusTest
@TestProfile(Guarded.class)
class HolderAccountsTest {
  private final String subject = "subject " + UUID.randomUUID() + "/é";
  private GuardedService service;
  private String own;

  @BeforeEach
  void begin() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
    own = service.issuer().token("acme", subject);
  }

  @Test
  void theOwnAccountsAreListedPageByPage() {
    List<String> accounts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      accounts.add(opened(service.post(own, "/accounts", "{\"owner\":\"Ada " + i + "\"}")));
    }
    awaitListed(5);

    List<String> listed = new ArrayList<>();
    String next = "/accounts?limit=2";
    int pages = 0;
    while (next != null) {
      Response page = service.get(own, next);
      assertThat(page.asString(), page.statusCode(), equalTo(200));
      listed.addAll(page.path("accounts.id"));
      next = page.path("next");
      pages++;
    }

    assertThat(listed.stream().sorted().toList(), equalTo(accounts.stream().sorted().toList()));
    assertThat(pages, equalTo(3));
    Response all = service.get(own, "/accounts");
    assertThat(all.path("accounts.owner"), hasItem("Ada 4"));
    assertThat(all.path("accounts[0].currency"), equalTo("EUR"));
    Response first = service.get(own, "/accounts/" + all.path("accounts[0].id"));
    assertThat(all.<Object>path("accounts[0]"), equalTo(first.path("")));
    assertThat(all.path("next"), nullValue());
  }

  @Test
  void onlyAnOperatorOfTheTenantSeesAnotherHoldersList() {
    String account = opened(service.post(own, "/accounts"));
    awaitListed(1);
    String query = "/accounts?owner=" + encoded(subject);

    assertThat(
        service.get(service.operator(), query).path("accounts.id"), equalTo(List.of(account)));
    assertThat(
        service.get(service.strangersOperator(), query).path("accounts.id"), equalTo(List.of()));
    assertThat(service.get(service.bob(), query).statusCode(), equalTo(403));
    assertThat(service.get(own, query).path("accounts.id"), equalTo(List.of(account)));
    String namesake = service.issuer().token("umbrella", subject);
    assertThat(service.get(namesake, "/accounts").path("accounts.id"), equalTo(List.of()));
  }

  @Test
  void anAccountOpenedByAnOperatorIsInItsHoldersList() {
    String json = "{\"subject\":\"" + subject + "\"}";
    String account = opened(service.post(service.operator(), "/accounts", json));

    awaitListed(1);

    assertThat(service.get(own, "/accounts").path("accounts.id"), equalTo(List.of(account)));
  }

  @Test
  void anotherListsCursorShowsOnlyTheCallersAccounts() {
    opened(service.post(service.bob(), "/accounts"));
    opened(service.post(service.bob(), "/accounts"));
    await()
        .atMost(30, SECONDS)
        .until(() -> service.get(service.bob(), "/accounts?limit=1").path("next") != null);
    String bobs = service.get(service.bob(), "/accounts?limit=1").path("next");

    Response page = service.get(own, bobs);

    assertThat(page.statusCode(), equalTo(200));
    assertThat(page.path("accounts.id"), equalTo(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"after=", "after=x", "after=%C3%A9", "after=MjAyNg", "limit=0", "limit=x"})
  void anInvalidQueryIsRefused(String query) {
    assertThat(service.get(own, "/accounts?" + query).statusCode(), equalTo(400));
  }

  @Test
  void anInvalidOwnerIsRefused() {
    for (String name : List.of("", "%20", "n".repeat(256))) {
      assertThat(
          service.get(service.operator(), "/accounts?owner=" + name).statusCode(), equalTo(400));
    }
  }

  private void awaitListed(int accounts) {
    await()
        .atMost(30, SECONDS)
        .until(() -> service.get(own, "/accounts").<List<?>>path("accounts").size() == accounts);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
