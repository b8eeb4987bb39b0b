package dev.passbook.tokens;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Serves the current key set on a free port. */
public final class KeySetServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 200;

  /**
   * @param keySet called for each request, once the response has started
   */
  public KeySetServer(Supplier<String> keySet) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(status, 0);
          exchange.getResponseBody().write(keySet.get().getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
  }

  /** Returns how often clients have requested the set. */
  public int asked() {
    return asked.get();
  }

  /** Responds with this status from now on. */
  public void answersWith(int status) {
    this.status = status;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
