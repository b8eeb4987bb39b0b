package dev.passbook.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.passbook.packaging.PackagedService;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A packaged service has the console where its operator turns it on, and loses no answer. */
class PackagedConsoleIT {
  @Test
  void byDefaultThereIsNone() {
    try (PackagedService service = PackagedService.start(Map.of())) {
      for (String path : new String[] {"/console", "/console/", "/console/config.json"}) {
        given().get(service.url() + path).then().statusCode(404);
      }
    }
  }

  @Test
  void theVariableTurnsItOn() {
    try (PackagedService service = PackagedService.start(Map.of("PASSBOOK_CONSOLE", "true"))) {
      String console = service.url() + "/console/";
      given().get(console).then().statusCode(200).body(containsString("<title>"));
      given().get(console + "lib/preact.js").then().statusCode(200);
      given().get(console + "lib/uplot.js").then().statusCode(200);
      given()
          .get(console + "config.json")
          .then()
          .body("auth", equalTo("none"))
          .body("dev", equalTo(false))
          .body("calls", equalTo(true))
          .body("losesAnswers", equalTo(false));
      given().get(console + "calls").then().statusCode(200);
      given().noContentType().post(console + "lose-next-answer").then().statusCode(405);
    }
  }
}
