package dev.passbook.streaming;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A proxy in front of DynamoDB Local, whose ARNs have the region {@code ddblocal}. The Kinesis
 * Client Library only accepts the names of real regions.
 */
final class RegionInArns implements AutoCloseable {
  private static final String EMULATORS = ":dynamodb:ddblocal:";
  private static final String REAL = ":dynamodb:eu-west-1:";
  private static final List<String> REQUEST_HEADERS =
      List.of("Content-Type", "X-Amz-Target", "Authorization");

  /** The service doesn't recognise a success without a request id as DynamoDB's. */
  private static final List<String> RESPONSE_HEADERS = List.of("Content-Type", "x-amzn-RequestId");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI emulator;
  private final HttpServer server;

  RegionInArns(URI emulator) {
    this(emulator, 0);
  }

  private RegionInArns(URI emulator, int port) {
    // Without this, each response waits for an acknowledgement that the other side delays.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    this.emulator = emulator;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handOn);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  /** Runs the proxy alone at a port, in front of an emulator, for {@code deploy/figures.sh}. */
  public static void main(String[] emulatorAndPort) {
    new RegionInArns(URI.create(emulatorAndPort[0]), Integer.parseInt(emulatorAndPort[1]));
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handOn(HttpExchange exchange) throws IOException {
    try (exchange) {
      var original = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var request =
          HttpRequest.newBuilder(emulator)
              .POST(BodyPublishers.ofString(original.replace(REAL, EMULATORS)));
      for (var header : REQUEST_HEADERS) {
        var value = exchange.getRequestHeaders().getFirst(header);
        if (value != null) {
          request.header(header, value);
        }
      }
      var response = client.send(request.build(), BodyHandlers.ofString());
      var translated = response.body().replace(EMULATORS, REAL).getBytes(StandardCharsets.UTF_8);
      for (var header : RESPONSE_HEADERS) {
        response
            .headers()
            .firstValue(header)
            .ifPresent(value -> exchange.getResponseHeaders().set(header, value));
      }
      exchange.sendResponseHeaders(
          response.statusCode(), translated.length == 0 ? -1 : translated.length);
      exchange.getResponseBody().write(translated);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
