package dev.passbook.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends single requests that are not measured. */
final class Http {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Http() {}

  /**
   * Returns the body of the response.
   *
   * @throws IllegalStateException unless the status is 200
   */
  static String send(HttpRequest request) {
    try {
      var response = CLIENT.send(request, BodyHandlers.ofString());
      if (response.statusCode() != Operations.OK) {
        throw new IllegalStateException(request.uri() + " responds with " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
