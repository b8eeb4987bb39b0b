package dev.passbook.http.access;

import static dev.passbook.http.access.GuardedService.created;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import dev.passbook.http.RawClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers whose bodies never arrive use up their own shares, and take nothing from others. */
@QuarkusTest
@TestProfile(Guarded.class)
class HalfBodiesOfCallersTest {
  /** As many as one caller may have open at once: a quarter of all requests in flight. */
  private static final int EACH = 128;

  private static final String HALF =
      "POST /accounts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n"
          + "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{";

  private GuardedService service;

  @BeforeEach
  void findService() {
    service = Guarded.service("http://localhost:" + RestAssured.port);
  }

  @Test
  void anotherCallerIsServedMeanwhile() throws IOException {
    var clients = new ArrayList<RawClient>();
    try {
      for (String caller : List.of("kim", "lee", "max", "noa")) {
        var half = HALF.formatted(service.issuer().recentToken("acme", caller));
        clients.addAll(RawClient.half(RestAssured.port, EACH, half));
      }

      var account = service.account(service.ada());
      created(service.post(service.ada(), "/accounts/" + account + "/withdrawals", amount()));
      assertThat(service.get(service.ada(), "/accounts/" + account).statusCode(), equalTo(200));
      assertThat((int) clients.stream().filter(RawClient::refusesMore).count(), lessThan(EACH));
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private static String amount() {
    return "{\"amount\":1}";
  }
}
