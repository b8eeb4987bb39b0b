package dev.passbook.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Passes requests on to a sound service, and changes one kind of response. */
final class LyingService implements AutoCloseable {
  private static final List<String> PASSED_ON =
      List.of("Authorization", "Content-Type", "Idempotency-Key");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI sound;
  private final HttpServer server;
  private final String method;
  private final String path;
  private final int status;
  private final String truth;
  private final String lie;
  private int count;

  /**
   * Replaces a text in the status, the names of headers and the body of some responses.
   *
   * @param path a part of the path
   * @param lie may contain {@code {n}}, which counts the responses
   */
  LyingService(URI sound, String method, String path, int status, String truth, String lie)
      throws IOException {
    this.sound = sound;
    this.method = method;
    this.path = path;
    this.status = status;
    this.truth = truth;
    this.lie = lie;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void pass(HttpExchange exchange) throws IOException {
    HttpResponse<String> response = ask(exchange);
    boolean changed = isChanged(exchange, response);
    count++;
    response
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> set(exchange, "Content-Type", type));
    response
        .headers()
        .firstValue("Idempotency-Replayed")
        .ifPresent(value -> set(exchange, told("Idempotency-Replayed", changed), value));
    byte[] body = told(response.body(), changed).getBytes(StandardCharsets.UTF_8);
    int code = Integer.parseInt(told(Integer.toString(response.statusCode()), changed));
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private boolean isChanged(HttpExchange exchange, HttpResponse<String> response) {
    return exchange.getRequestMethod().equals(method)
        && exchange.getRequestURI().getPath().contains(path)
        && response.statusCode() == status;
  }

  private String told(String text, boolean changed) {
    return changed ? text.replace(truth, lie.replace("{n}", Integer.toString(count))) : text;
  }

  private static void set(HttpExchange exchange, String header, String value) {
    exchange.getResponseHeaders().set(header, value);
  }

  private HttpResponse<String> ask(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sound.resolve(exchange.getRequestURI().getPath()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    for (String name : PASSED_ON) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
