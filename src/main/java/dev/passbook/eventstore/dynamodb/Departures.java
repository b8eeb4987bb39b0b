package dev.passbook.eventstore.dynamodb;

import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttributes;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Knows of each call whether its request left for the database. Where it did not, a failure proves
 * that nothing was applied, whatever failed: the name, the connection, the TLS handshake, the pool,
 * the credentials, or the time.
 *
 * <p>A request leaves with its content, for which the HTTP client asks once it has a connection. A
 * call that has failed by then is given none, so that what was called "never left" never leaves.
 */
final class Departures implements ExecutionInterceptor {
  private static final Key DEPARTURE = new Key();

  private static final class Key extends SdkHttpExecutionAttribute<Departure> {
    Key() {
      super(Departure.class);
    }
  }

  private enum State {
    LEFT,
    FAILED_BEFORE
  }

  /** Of one call; the SDK makes one attempt of it. It ends in the state that is set first. */
  private static final class Departure {
    private final AtomicReference<State> end = new AtomicReference<>();

    boolean endsAs(State state) {
      end.compareAndSet(null, state);
      return end.get() == state;
    }
  }

  /** Goes along with the failure of a call whose request never left this process. */
  private static final class NeverLeft extends RuntimeException {
    private static final long serialVersionUID = 1;

    NeverLeft() {
      super("the request never left", null, false, false);
    }
  }

  static boolean neverLeft(Throwable failure) {
    return Stream.of(failure.getSuppressed()).anyMatch(NeverLeft.class::isInstance);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    attributes.putAttribute(
        SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES,
        SdkHttpExecutionAttributes.builder().put(DEPARTURE, new Departure()).build());
  }

  /** The SDK takes no other type of exception than its own, but one that carries another. */
  @Override
  public Throwable modifyException(Context.FailedExecution call, ExecutionAttributes attributes) {
    var noted =
        attributes.getAttribute(SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES);
    if (noted.getAttribute(DEPARTURE).endsAs(State.FAILED_BEFORE)) {
      call.exception().addSuppressed(new NeverLeft());
    }
    return call.exception();
  }

  /** An HTTP client whose requests are noted. */
  static SdkAsyncHttpClient.Builder<?> noted(SdkAsyncHttpClient.Builder<?> client) {
    return new NotedBuilder(client);
  }

  /** Event loops whose connections know which request they write. */
  static SdkEventLoopGroup noted(EventLoopGroup loops) {
    return loops instanceof NioEventLoopGroup
        ? SdkEventLoopGroup.create(loops, Connection::new)
        : SdkEventLoopGroup.create(loops);
  }

  private static final class Connection extends NioSocketChannel {
    private static final FastThreadLocal<Connection> WRITING = new FastThreadLocal<>();

    @Override
    public ChannelFuture writeAndFlush(Object request) {
      WRITING.set(this);
      try {
        return super.writeAndFlush(request);
      } finally {
        WRITING.remove();
      }
    }

    /** What a request is written to before its handshake is done waits in here. */
    static SslHandler tls() {
      var writing = WRITING.get();
      return writing == null ? null : writing.pipeline().get(SslHandler.class);
    }
  }

  private record NotedBuilder(SdkAsyncHttpClient.Builder<?> client)
      implements SdkAsyncHttpClient.Builder<NotedBuilder> {
    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return new NotedClient(client.buildWithDefaults(defaults));
    }
  }

  private record NotedClient(SdkAsyncHttpClient client) implements SdkAsyncHttpClient {
    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      var noted =
          AsyncExecuteRequest.builder()
              .request(request.request())
              .requestContentPublisher(
                  new NotedContent(
                      request.requestContentPublisher(),
                      request.httpExecutionAttributes().getAttribute(DEPARTURE)))
              .responseHandler(request.responseHandler())
              .metricCollector(request.metricCollector().orElse(null))
              .fullDuplex(request.fullDuplex())
              .httpExecutionAttributes(request.httpExecutionAttributes())
              .build();
      return client.execute(noted);
    }

    @Override
    public String clientName() {
      return client.clientName();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private record NotedContent(SdkHttpContentPublisher content, Departure departure)
      implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return content.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> connection) {
      var tls = Connection.tls();
      if (tls == null) {
        leave(connection);
      } else {
        // A handshake that fails closes the connection, and the call fails without leaving.
        tls.handshakeFuture().addListener(done -> leaveIf(done.isSuccess(), connection));
      }
    }

    private void leaveIf(boolean secured, Subscriber<? super ByteBuffer> connection) {
      if (secured) {
        leave(connection);
      }
    }

    private void leave(Subscriber<? super ByteBuffer> connection) {
      if (departure.endsAs(State.LEFT)) {
        content.subscribe(connection);
      } else {
        connection.onSubscribe(new Nothing());
        connection.onError(new NeverLeft());
      }
    }
  }

  private record Nothing() implements Subscription {
    @Override
    public void request(long n) {
      // There is nothing to be had.
    }

    @Override
    public void cancel() {
      // There is nothing to stop.
    }
  }
}
