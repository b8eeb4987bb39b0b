package dev.passbook.http;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class NotBlockingTest {

  @Test
  void everyRequestStaysOnAnEventLoopFromTheResourceToTheResponse() {
    var from = open();
    var to = open();
    ThreadWitness.THREADS.clear();

    post("/accounts/" + to + "/credits", Map.of("amount", 1));
    post("/accounts/" + to + "/withdrawals", Map.of("amount", 1));
    post("/accounts/" + from + "/credits", Map.of("amount", 2));
    var transfer = post("/transfers", Map.of("from", from, "to", to, "amount", 2));
    post("/accounts/" + from + "/closure", Map.of());
    List.of(
            "/accounts/" + from,
            "/accounts/" + from + "?version=2",
            "/accounts/" + from + "/events",
            "/accounts/" + from + "/events/1",
            "/transfers/" + transfer)
        .forEach(path -> given().get(path).then().statusCode(200));

    assertEquals(2 * 10, ThreadWitness.THREADS.size());
    assertTrue(
        ThreadWitness.THREADS.stream().allMatch(name -> name.startsWith("vert.x-eventloop")),
        () -> "not on an event loop: " + ThreadWitness.THREADS);
  }

  private static String open() {
    return post("/accounts", Map.of());
  }

  private static String post(String path, Map<String, Object> body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body)
        .post(path)
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }
}
