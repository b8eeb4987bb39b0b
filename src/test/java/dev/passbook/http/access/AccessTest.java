package dev.passbook.http.access;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

@QuarkusTest
@TestProfile(Guarded.class)
class AccessTest extends AccessRules {
  @Override
  protected GuardedService service() {
    return Guarded.service("http://localhost:" + RestAssured.port);
  }
}
