package dev.passbook.eventstore.dynamodb.calls;

import io.netty.channel.ChannelFuture;
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
 * Records for each call whether its request left for the database. If it did not, nothing was
 * applied, whatever the cause: the host name, the connection, the TLS handshake, the pool, the
 * credentials or the time.
 *
 * <p>A request leaves with its content, which the HTTP client asks for once it has a connection. A
 * call that has failed by then gets no content, so a request reported as "never left" never leaves
 * later.
 */
final class SentRequests implements ExecutionInterceptor {
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

  /** The fate of one call. The SDK makes only one attempt. The state that is set first is final. */
  private static final class Departure {
    private final AtomicReference<State> end = new AtomicReference<>();

    boolean endsAs(State state) {
      end.compareAndSet(null, state);
      return end.get() == state;
    }
  }

  /**
   * Marks the failure of a call whose request never left this process. It is added as suppressed.
   */
  private static final class NeverLeft extends RuntimeException {
    private static final long serialVersionUID = 1;

    NeverLeft() {
      super("the request never left", null, false, false);
    }
  }

  /** Marks the failure of a call whose request left or may have left. It is added as suppressed. */
  private static final class Left extends RuntimeException {
    private static final long serialVersionUID = 1;

    Left() {
      super("the request left", null, false, false);
    }
  }

  static boolean neverLeft(Throwable failure) {
    return Stream.of(failure.getSuppressed()).anyMatch(NeverLeft.class::isInstance);
  }

  static boolean left(Throwable failure) {
    return Stream.of(failure.getSuppressed()).anyMatch(Left.class::isInstance);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    attributes.putAttribute(
        SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES,
        SdkHttpExecutionAttributes.builder().put(DEPARTURE, new Departure()).build());
  }

  /** Marks the SDK's exception, since the SDK accepts no exception type but its own. */
  @Override
  public Throwable modifyException(Context.FailedExecution call, ExecutionAttributes attributes) {
    var noted =
        attributes.getAttribute(SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES);
    var neverLeft = noted.getAttribute(DEPARTURE).endsAs(State.FAILED_BEFORE);
    call.exception().addSuppressed(neverLeft ? new NeverLeft() : new Left());
    return call.exception();
  }

  /** Returns an HTTP client that records its requests. */
  static SdkAsyncHttpClient.Builder<?> noted(SdkAsyncHttpClient.Builder<?> client) {
    return new NotedBuilder(client);
  }

  /** Returns event loops whose connections know which request they write. */
  static SdkEventLoopGroup noted(NioEventLoopGroup loops) {
    return SdkEventLoopGroup.create(loops, Connection::new);
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

    /**
     * Returns the TLS handler of the connection that is being written to. It holds back what is
     * written before its handshake is done.
     */
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
        // A failed handshake closes the connection, and the call fails before its request leaves.
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
      // There is no content.
    }

    @Override
    public void cancel() {
      // There is nothing to stop.
    }
  }
}
