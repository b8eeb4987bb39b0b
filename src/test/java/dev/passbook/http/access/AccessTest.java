package dev.passbook.http.access;

import dev.passbook.http.contract.LogLines;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@QuarkusTest
@TestProfile(Guarded.class)
class AccessTest extends AccessRules {
  private static final LogLines LOGGED = new LogLines();

  @BeforeAll
  static void listen() {
    LOGGED.listen();
  }

  @AfterAll
  static void leave() {
    LOGGED.leave();
  }

  @Override
  protected GuardedService service() {
    return Guarded.service("http://localhost:" + RestAssured.port);
  }

  @Override
  protected String logged() {
    return LOGGED.text();
  }
}
