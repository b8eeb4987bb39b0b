package dev.passbook.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;

/** Reads the OpenAPI document from the running service. */
final class ServedDocument {
  private static ContractDocument judge;

  private ServedDocument() {}

  /** Reads the document once: it is a file of the package and cannot change at runtime. */
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
