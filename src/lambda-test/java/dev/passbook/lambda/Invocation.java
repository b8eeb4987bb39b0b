package dev.passbook.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Invokes a function with one event. */
final class Invocation {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Invocation() {}

  /** Sends the event to the Runtime API, and returns the function's response. */
  static JsonNode of(ApiGateway gateway, String event) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + gateway.address()))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event))
            .build();
    try {
      return json(CLIENT.send(request, BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return Payload.JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }
}
