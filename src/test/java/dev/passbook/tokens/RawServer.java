package dev.passbook.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** Sends the same bytes on every connection, and notices when its client leaves. */
public final class RawServer implements AutoCloseable {
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final ServerSocket server;
  private final byte[] response;
  private final CountDownLatch left = new CountDownLatch(1);

  public RawServer(String response) {
    this.response = response.getBytes(StandardCharsets.UTF_8);
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var thread = new Thread(this::serve, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns a complete HTTP response with a body. */
  public static String ok(String body) {
    var length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 200 OK\r\nContent-Length: " + length + END_OF_HEAD + body;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/keys";
  }

  /** Returns a latch that is counted down when a client closes its connection. */
  public CountDownLatch left() {
    return left;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        readHead(client.getInputStream());
        client.getOutputStream().write(response);
        client.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        left.countDown();
      } catch (IOException gone) {
        left.countDown();
      }
    }
  }

  private static void readHead(InputStream from) throws IOException {
    var head = new StringBuilder();
    int next = from.read();
    while (next >= 0) {
      head.append((char) next);
      if (head.indexOf(END_OF_HEAD) >= 0) {
        return;
      }
      next = from.read();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
