package dev.passbook.http.contract;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A client for Server-Sent Events that reads line by line, as a browser does. */
final class Listener implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int TIMEOUT_SECONDS = 30;
  private static final Event END = new Event("", "", "", 0);

  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Event> arrived = new LinkedBlockingQueue<>();
  private final StringBuffer text = new StringBuffer();

  /**
   * An event as received.
   *
   * @param nanoTime the time of its arrival
   */
  record Event(String id, String type, String data, long nanoTime) {
    long version() {
      return Long.parseLong(id);
    }

    JsonNode json() {
      return Json.parse(data);
    }
  }

  private Listener(HttpResponse<InputStream> response) {
    this.response = response;
    Thread reader = new Thread(this::read, "listener");
    reader.setDaemon(true);
    reader.start();
  }

  /** Listens to the service under test. The headers alternate names and values. */
  static Listener to(String account, String query, String... headers) {
    URI service = URI.create("http://localhost:" + RestAssured.port);
    return to(service.resolve("/accounts/" + account + "/events" + query), headers);
  }

  static Listener to(URI url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Listener(CLIENT.send(request.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new AssertionError("No response from " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** Returns everything received so far. */
  String text() {
    return text.toString();
  }

  Event next() {
    Event next = take();
    if (next == END) {
      throw new AssertionError("The stream has ended after:\n" + text);
    }
    return next;
  }

  List<Event> next(int count) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(next());
    }
    return events;
  }

  List<Long> versions(int count) {
    return next(count).stream().map(Event::version).toList();
  }

  /** Returns the remaining events until the service ends the stream. */
  List<Event> rest() {
    List<Event> events = new ArrayList<>();
    for (Event next = take(); next != END; next = take()) {
      events.add(next);
    }
    return events;
  }

  private Event take() {
    try {
      Event next = arrived.poll(TIMEOUT_SECONDS, SECONDS);
      if (next == null) {
        throw new AssertionError("Nothing more came after:\n" + text);
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      response.body().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String id = "";
      String type = "";
      String data = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        text.append(line).append('\n');
        if (line.isEmpty() && !data.isEmpty()) {
          arrived.add(new Event(id, type, data, System.nanoTime()));
          data = "";
        } else if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        } else if (line.startsWith("event: ")) {
          type = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          data = line.substring("data: ".length());
        }
      }
    } catch (IOException broken) {
      text.append("(broken off: ").append(broken.getMessage()).append(")\n");
    } finally {
      arrived.add(END);
    }
  }
}
