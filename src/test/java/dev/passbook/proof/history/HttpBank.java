package dev.passbook.proof.history;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** The service instances, over HTTP. */
public final class HttpBank implements Bank {
  private static final long GOES_AWAY_AFTER_MILLIS = 3;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private final IntFunction<URI> addresses;
  private final Duration longestWait;

  /** A client gives up after the longest wait, which only a service that hangs exceeds. */
  public HttpBank(IntFunction<URI> addresses, Duration longestWait) {
    this.addresses = addresses;
    this.longestWait = longestWait;
  }

  @Override
  public Answer send(Command command, int instance, Patience patience) {
    HttpRequest request = request(command, addresses.apply(instance));
    try {
      if (patience == Patience.GOES_AWAY) {
        return goAway(client.sendAsync(request, BodyHandlers.ofString()));
      }
      Answer answer = answer(client.send(request, BodyHandlers.ofString()));
      return patience == Patience.WAITS ? answer : null;
    } catch (IOException lost) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private HttpRequest request(Command command, URI instance) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(instance.resolve(CommandText.path(command))).timeout(longestWait);
    if (command.isKeyed()) {
      request.header("Idempotency-Key", command.key());
    }
    if (command.isConditional()) {
      request.header("If-Match", "\"" + command.onlyAtVersion() + "\"");
    }
    String method = CommandText.method(command);
    String body = CommandText.body(command);
    if (body.isEmpty()) {
      return request.method(method, BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body))
        .build();
  }

  private static Answer goAway(CompletableFuture<HttpResponse<String>> response)
      throws InterruptedException {
    try {
      return answer(response.get(GOES_AWAY_AFTER_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      response.cancel(true);
      return null;
    } catch (ExecutionException lost) {
      return null;
    }
  }

  private static Answer answer(HttpResponse<String> response) {
    Map<String, String> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return new Answer(response.statusCode(), headers, response.body());
  }
}
