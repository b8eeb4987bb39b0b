package dev.passbook.http;

import io.restassured.RestAssured;
import io.restassured.response.Response;

/** The OpenAPI document as the running service serves it. */
final class ServedDocument {
  private static ContractDocument judge;

  private ServedDocument() {}

  /** Read once: it is a file of the artefact and can't change while that runs. */
  static synchronized ContractDocument judge() {
    if (judge == null) {
      judge = new ContractDocument(Json.of(asJson()));
    }
    return judge;
  }

  static Response asJson() {
    return RestAssured.given().accept("application/json").get("/q/openapi");
  }
}
