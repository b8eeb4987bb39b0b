package dev.passbook.proof.faults;

import dev.passbook.proof.processes.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP proxy between the service and DynamoDB Local that passes each call to an {@link
 * Interceptor}.
 */
public final class FaultProxy implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int CONNECTIONS = 256;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setUseDaemonThread(true));
  private final HttpClient client;
  private final URI database;
  private final Origin origin = new Behind();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Set<Promise<Void>> pauses = ConcurrentHashMap.newKeySet();
  private final int port;
  private HttpServer server;
  private volatile Interceptor interceptor = Interceptor.NOTHING;

  private FaultProxy(URI database) {
    this.database = database;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.server = listen(0);
    this.port = server.actualPort();
  }

  public static FaultProxy before(URI database) {
    return new FaultProxy(database);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Sends all further calls through this interceptor. */
  public void inject(Interceptor next) {
    interceptor = next;
  }

  /**
   * Lets all further calls pass. Delayed ones arrive in their own time, or at once when awaited.
   */
  public void heal() {
    inject(Interceptor.NOTHING);
  }

  /** Stops listening: connections are refused, as when the database is down. */
  public void refuse() {
    await(server.close());
  }

  public void accept() {
    server = listen(port);
  }

  /** Ends every pause, and waits until no call is in progress, delayed ones included. */
  public void awaitIdle() {
    Eventually.holds("no call is under way", BOUND, this::isIdleOnceNothingIsHeldBack);
  }

  private boolean isIdleOnceNothingIsHeldBack() {
    List.copyOf(pauses).forEach(Promise::tryComplete);
    return underWay.get() == 0;
  }

  public int calls(String operation) {
    return calls.getOrDefault(operation, 0);
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private HttpServer listen(int on) {
    return await(vertx.createHttpServer().requestHandler(this::receive).listen(on, "127.0.0.1"));
  }

  private void receive(HttpServerRequest request) {
    request.body().onSuccess(body -> handle(request, Call.of(request.headers(), body)));
  }

  private void handle(HttpServerRequest request, Call call) {
    underWay.incrementAndGet();
    calls.merge(call.operation(), 1, Integer::sum);
    interceptor
        .intercept(call, origin)
        .otherwise(failure -> Reply.lost())
        .onSuccess(reply -> deliver(request, reply))
        .onComplete(done -> underWay.decrementAndGet());
  }

  private static void deliver(HttpServerRequest request, Reply reply) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    switch (reply.delivery()) {
      case NONE -> request.connection().close();
      case WHOLE -> head(response, reply).end(reply.body());
      case HALF ->
          head(response, reply)
              .write(reply.body().slice(0, reply.body().length() / 2))
              .onComplete(written -> request.connection().close());
    }
  }

  private static HttpServerResponse head(HttpServerResponse response, Reply reply) {
    response.setStatusCode(reply.status()).headers().addAll(reply.headers());
    response.headers().remove("Transfer-Encoding");
    response.headers().set("Content-Length", Integer.toString(reply.body().length()));
    return response;
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private final class Behind implements Origin {
    @Override
    public Future<Reply> send(Call call) {
      RequestOptions to =
          new RequestOptions()
              .setMethod(HttpMethod.POST)
              .setHost(database.getHost())
              .setPort(database.getPort())
              .setURI("/");
      return client.request(to).compose(request -> forward(request, call));
    }

    @Override
    public Future<Void> pause(Duration duration) {
      Promise<Void> over = Promise.promise();
      pauses.add(over);
      long timer = vertx.setTimer(Math.max(1, duration.toMillis()), ended -> over.tryComplete());
      return over.future().onComplete(done -> forget(over, timer));
    }

    private void forget(Promise<Void> pause, long timer) {
      pauses.remove(pause);
      vertx.cancelTimer(timer);
    }

    /**
     * Runs on the request's event loop to the end, because elsewhere a body may arrive too early.
     */
    private Future<Reply> forward(HttpClientRequest request, Call call) {
      request.headers().addAll(call.headers()).remove("Content-Length").remove("Host");
      return request.send(call.body()).compose(this::collect);
    }

    private Future<Reply> collect(HttpClientResponse response) {
      return response.body().map(body -> reply(response, body));
    }

    private Reply reply(HttpClientResponse response, Buffer body) {
      return new Reply(response.statusCode(), response.headers(), body, Reply.Delivery.WHOLE);
    }
  }
}
