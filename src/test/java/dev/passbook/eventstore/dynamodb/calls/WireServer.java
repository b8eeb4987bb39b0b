package dev.passbook.eventstore.dynamodb.calls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Responds to each HTTP request with the bytes that a test wants, whether they are HTTP or not.
 * With null it sends nothing: the connection stays open and silent.
 */
final class WireServer implements AutoCloseable {
  /** The header by which the client recognises a response from DynamoDB. */
  static final String REQUEST_ID = "x-amzn-RequestId: REQUEST1\r\n";

  private static final int LOCAL_BACKLOG = 50;

  private final ServerSocket listening;
  private final Function<Map<String, String>, String> answers;
  private final CopyOnWriteArrayList<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstRequest = new CountDownLatch(1);

  /**
   * @param answers maps the headers of a request, with lower-case names, to its response
   */
  WireServer(Function<Map<String, String>, String> answers) {
    this.answers = answers;
    try {
      listening = new ServerSocket(0, LOCAL_BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  static WireServer answering(String answer) {
    return new WireServer(headers -> answer);
  }

  /** Returns a complete response, after which the connection closes. */
  static String http(String status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nConnection: close\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  static String dynamoDbError(String type, String headers) {
    return http(
        "400 Bad Request",
        "Content-Type: application/x-amz-json-1.0\r\n" + headers,
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"Refused\"}");
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  void awaitRequest() throws InterruptedException {
    firstRequest.await();
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "wire-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        var socket = listening.accept();
        open.add(socket);
        daemon(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try {
      var answer = answers.apply(read(new BufferedInputStream(socket.getInputStream())));
      firstRequest.countDown();
      if (answer != null) {
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        socket.close();
      }
    } catch (IOException gone) {
      // The client went away.
    }
  }

  private static Map<String, String> read(InputStream in) throws IOException {
    var headers = new TreeMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(": ");
      headers.put(
          colon < 0 ? "" : line.substring(0, colon).toLowerCase(), line.substring(colon + 2));
    }
    in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return headers;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
