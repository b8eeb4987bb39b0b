package dev.passbook.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;

/** The OpenAPI document as the running service serves it. */
final class ServedDocument {
  private static ContractDocument judge;

  private ServedDocument() {}

  /** Read once: it is a file of the artefact and can't change while that runs. */
  static synchronized ContractDocument judge() {
    if (judge == null) {
      judge = new ContractDocument(tree());
    }
    return judge;
  }

  static JsonNode tree() {
    return Json.of(RestAssured.given().accept("application/json").get("/q/openapi"));
  }
}
