package dev.passbook.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * One connection of the HTTP server. It serves one request at a time: the next one only when the
 * answer before it is written to the socket. So what a client does not read costs one answer, and
 * what it sends ahead stays in its own buffers.
 *
 * <p>An answer that is given before the whole request was received is the last one: the rest of the
 * request is not read. What is no request of HTTP/1.1 is answered here, as a problem.
 */
final class Wire extends ChannelDuplexHandler {
  private static final AttributeKey<Wire> KEY = AttributeKey.valueOf("passbook.wire");

  /** So long, and so far, a client that still sends may go on, so that it gets to the answer. */
  private static final int LINGER_SECONDS = 1;

  private static final int LINGER_BYTES = 64 * 1024;

  private final IncomingBytes bytes;
  private final UnreadWatch watch;
  private final Queue<HttpObject> inbox = new ArrayDeque<>();
  private ChannelHandlerContext here;
  private WireExchange exchange;
  private long received;
  private int ignored;
  private boolean whole;
  private boolean refused;
  private boolean ending;
  private boolean aside;

  Wire(IncomingBytes bytes, UnreadWatch watch) {
    this.bytes = bytes;
    this.watch = watch;
  }

  /** The connection that a request came on; null where there is none, as in a function. */
  static Wire of(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().attr(KEY).get();
  }

  /** Runs something when the answer is written, or can't be any more. */
  static void whenWritten(RoutingContext context, Runnable task) {
    var wire = of(context.request().connection());
    if (wire == null) {
      context.addEndHandler(ended -> task.run());
    } else if (wire.exchange == null) {
      task.run();
    } else {
      wire.exchange.whenWritten(task);
    }
  }

  /** Whether nothing of the request is still under way. */
  static boolean hasWhole(RoutingContext context) {
    var wire = of(context.request().connection());
    return wire == null || wire.exchange == null || wire.exchange.isWhole();
  }

  /** Closes a connection though its client has not read all: Vert.x would wait for that. */
  static void cut(HttpConnection connection) {
    ((ConnectionBase) connection).channelHandlerContext().close();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    here = ctx;
    ctx.channel().attr(KEY).set(this);
  }

  /** From now on the connection speaks another protocol. */
  void stepAside() {
    aside = true;
  }

  boolean isAside() {
    return aside;
  }

  boolean isEnding() {
    return ending;
  }

  /** No request is worked on, and none has begun to arrive. */
  boolean isIdle() {
    return exchange == null && inbox.isEmpty();
  }

  /** The next request is there while one is worked on. */
  boolean isAhead() {
    return !inbox.isEmpty();
  }

  /** The next request is decoded to its end, and no further. */
  boolean wantsMore() {
    return !ending && !aside && !whole;
  }

  long received() {
    return received;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (aside) {
      ctx.fireChannelRead(message);
    } else if (ending || !ctx.channel().isActive()) {
      // Also what the decoder makes of the rest once the client is gone: nobody waits for it.
      ReferenceCountUtil.release(message);
    } else {
      var object = (HttpObject) message;
      inbox.add(object);
      received++;
      whole = object instanceof LastHttpContent || object.decoderResult().isFailure();
    }
  }

  /** Hands on what was received of one request; false if there is nothing that may go on now. */
  boolean deliver() {
    if (inbox.isEmpty() || ending || aside) {
      return false;
    }
    if (exchange == null) {
      begin();
    } else if (exchange.isWhole()) {
      return false;
    }
    while (!inbox.isEmpty() && !ending) {
      forward(inbox.poll());
    }
    return !ending;
  }

  private void begin() {
    exchange = new WireExchange((HttpRequest) inbox.peek());
    WireProblems.flawOf(exchange.request()).ifPresent(this::refuse);
  }

  private void forward(HttpObject message) {
    if (message.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      refuse(HttpResponseStatus.BAD_REQUEST);
      return;
    }
    if (whole && exchange != null) {
      exchange.becomeWhole();
    }
    if (message instanceof LastHttpContent) {
      whole = false;
    }
    here.fireChannelRead(message);
  }

  /** Answers what can't be understood, or is not worth waiting for, and closes. */
  void refuse(HttpResponseStatus status) {
    if (exchange != null && exchange.isBegun()) {
      here.close();
      return;
    }
    end();
    refused = true;
    var request = exchange == null ? null : exchange.request();
    here.writeAndFlush(WireProblems.of(status, request)).addListener(told -> linger());
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (refused) {
      ReferenceCountUtil.release(message);
      promise.trySuccess();
      return;
    }
    if (exchange == null || aside || isInterim(message)) {
      ctx.write(message, promise);
      return;
    }
    var answer = message instanceof HttpResponse response ? beginAnswer(response) : message;
    ctx.write(answer, answer instanceof LastHttpContent ? lastOf(exchange, promise) : promise);
  }

  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL
        && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
  }

  private HttpResponse beginAnswer(HttpResponse response) {
    if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      stepAside();
      return response;
    }
    exchange.begin();
    if (!exchange.isWhole()) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    RequestIds.identify(response.headers(), exchange.request());
    return response instanceof FullHttpResponse full
        ? WireProblems.withBody(full, exchange.request())
        : response;
  }

  private ChannelPromise lastOf(WireExchange answered, ChannelPromise promise) {
    if (!answered.isWhole()) {
      end();
    }
    return promise.unvoid().addListener(written -> finish(answered));
  }

  private void finish(WireExchange answered) {
    answered.finish();
    if (ending) {
      linger();
    } else if (exchange == answered) {
      exchange = null;
      if (isAhead() || bytes.hasMore()) {
        here.executor().execute(this::goOn);
      }
    }
  }

  private void goOn() {
    bytes.passOn();
    // Vert.x sends off what it has answered at the end of a read.
    here.fireChannelReadComplete();
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    ctx.flush();
    watch.begin(ctx);
  }

  private void end() {
    ending = true;
    inbox.forEach(ReferenceCountUtil::release);
    inbox.clear();
  }

  /** A connection that is closed with bytes unread is reset, which may take the answer with it. */
  private void linger() {
    var channel = here.channel();
    if (channel instanceof DuplexChannel duplex
        && channel.pipeline().get(SslHandler.class) == null) {
      duplex.shutdownOutput();
      channel.config().setAutoRead(true);
      here.executor().schedule(() -> here.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    } else {
      here.close();
    }
  }

  /** What still comes after the last answer. */
  void ignore(ByteBuf rest) {
    ignored += rest.readableBytes();
    rest.release();
    if (ignored > LINGER_BYTES) {
      here.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    end();
    if (exchange != null) {
      exchange.finish();
      exchange = null;
    }
    ctx.fireChannelInactive();
  }
}
