package dev.passbook.proof.faults;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A container credentials endpoint, as {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} names one. It can
 * accept requests without responding.
 */
public final class CredentialsEndpoint implements AutoCloseable {
  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
  private final HttpServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final Duration lifetime;
  private volatile boolean hangs;

  /**
   * @param lifetime the lifetime of the credentials that it returns
   */
  public CredentialsEndpoint(Duration lifetime) {
    this.lifetime = lifetime;
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(this::receive)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort() + "/credentials");
  }

  /** Stops responding to requests. */
  public void hang() {
    hangs = true;
  }

  /** Responds to requests again. Requests that arrived meanwhile get no response. */
  public void answer() {
    hangs = false;
  }

  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void receive(HttpServerRequest request) {
    requests.incrementAndGet();
    if (!hangs) {
      request
          .response()
          .putHeader("Content-Type", "application/json")
          .end(
              new JsonObject()
                  .put("AccessKeyId", "local")
                  .put("SecretAccessKey", "local")
                  .put("Token", "token")
                  .put("Expiration", Instant.now().plus(lifetime).toString())
                  .toBuffer());
    }
  }
}
