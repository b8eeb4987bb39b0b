package dev.passbook.packaging;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Checks what happens to clients with an open event stream when their instance stops. */
class OpenStreamsIT {
  private static final int STREAMS = 5;

  @Test
  void openStreamsEndCleanlyAndDoNotDelayTheStop() throws Exception {
    // A stop that waited for the streams would exceed the test's time limit.
    Map<String, String> settings =
        Map.of("QUARKUS_SHUTDOWN_DELAY", "1s", "QUARKUS_SHUTDOWN_TIMEOUT", "300s");
    try (PackagedService service = PackagedService.start(settings)) {
      URI url = service.url();
      String account = given().noContentType().post(url + "/accounts").path("id");
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request =
          HttpRequest.newBuilder(url.resolve("/accounts/" + account + "/events"))
              .header("Accept", "text/event-stream")
              .build();
      List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
      for (int i = 0; i < STREAMS; i++) {
        streams.add(begun(client, request));
      }

      service.process().destroy();

      for (CompletableFuture<HttpResponse<String>> stream : streams) {
        String text = stream.get(30, TimeUnit.SECONDS).body();
        assertTrue(text.contains("event: AccountCreated\n"), text);
      }
      assertEquals(128 + 15, service.exitCode());
      assertFalse(service.output().contains("ERROR"), service.output());
    }
  }

  private static CompletableFuture<HttpResponse<String>> begun(
      HttpClient client, HttpRequest request) throws Exception {
    CompletableFuture<Void> began = new CompletableFuture<>();
    CompletableFuture<HttpResponse<String>> whole =
        client.sendAsync(
            request,
            info -> {
              began.complete(null);
              return BodyHandlers.ofString().apply(info);
            });
    began.get(30, TimeUnit.SECONDS);
    return whole;
  }
}
