package dev.passbook.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Guards one connection of the HTTP server. It starts a request only when the previous response is
 * written to the socket. So a client that does not read holds up one response, and requests that it
 * sends early stay in its own buffers.
 *
 * <p>A response that is given before the whole request has arrived is the last one: the rest of the
 * request is not read. Input that is not HTTP/1.1 gets a problem.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
  private static final AttributeKey<ConnectionGuard> KEY = AttributeKey.valueOf("passbook.guard");

  private final InboundBuffer bytes;
  private final SlowReaderTimeout watch;
  private final LingeringClose close = new LingeringClose();
  private final Queue<HttpObject> inbox = new ArrayDeque<>();
  private ChannelHandlerContext here;
  private RequestInProgress exchange;
  private long received;
  private boolean whole;
  private boolean broken;
  private boolean refused;
  private boolean ending;
  private boolean aside;

  ConnectionGuard(InboundBuffer bytes, SlowReaderTimeout watch) {
    this.bytes = bytes;
    this.watch = watch;
  }

  /** Returns the guard of a connection, or null if there is none, as in a function. */
  static ConnectionGuard of(HttpConnection connection) {
    return ((ConnectionBase) connection).channel().attr(KEY).get();
  }

  /** Returns the request that is being answered, or null. */
  RequestInProgress current() {
    return exchange;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    here = ctx;
    ctx.channel().attr(KEY).set(this);
  }

  /** Lets all data pass from now on, for another protocol. */
  void stepAside() {
    aside = true;
  }

  boolean isAside() {
    return aside;
  }

  boolean isEnding() {
    return ending;
  }

  /** Returns whether no request is in flight or has begun to arrive. */
  boolean isIdle() {
    return exchange == null && inbox.isEmpty();
  }

  /** Returns whether the next request is there while another one is in flight. */
  boolean isAhead() {
    return !inbox.isEmpty();
  }

  /** Returns whether to decode more. It decodes to the end of the next request, and no further. */
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
      // The decoder may still produce messages after the client is gone.
      ReferenceCountUtil.release(message);
    } else {
      var object = (HttpObject) message;
      inbox.add(object);
      received++;
      broken = object.decoderResult().isFailure();
      whole = broken || object instanceof LastHttpContent;
    }
  }

  /**
   * Passes on the messages of one request.
   *
   * @return whether more may follow now
   */
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
    exchange = new RequestInProgress((HttpRequest) inbox.peek());
    ConnectionProblems.flawOf(exchange.request()).ifPresent(this::refuse);
  }

  private void forward(HttpObject message) {
    if (message.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      refuse(HttpResponseStatus.BAD_REQUEST);
      return;
    }
    // A broken request never becomes whole, so an early response to it is the last one.
    if (whole && !broken && exchange != null) {
      exchange.becomeWhole();
    }
    if (message instanceof LastHttpContent) {
      whole = false;
    }
    here.fireChannelRead(message);
  }

  /** Responds to a request that can't be understood or is too slow, and closes the connection. */
  void refuse(HttpResponseStatus status) {
    if (exchange != null && exchange.isBegun()) {
      here.flush();
      here.close();
      return;
    }
    end();
    refused = true;
    watch.complete();
    var request = exchange == null ? null : exchange.request();
    here.writeAndFlush(ConnectionProblems.of(status, request))
        .addListener(sent -> close.linger(here));
    watch.begin(here);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (refused) {
      ReferenceCountUtil.release(message);
      promise.trySuccess();
      return;
    }
    if (exchange == null || aside || RequestInProgress.isInterim(message)) {
      ctx.write(message, promise);
      return;
    }
    var sent = message instanceof HttpResponse response ? beginResponse(response) : message;
    ctx.write(sent, sent instanceof LastHttpContent ? lastOf(exchange, promise) : promise);
  }

  private HttpResponse beginResponse(HttpResponse response) {
    if (response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      stepAside();
      return response;
    }
    return exchange.begin(response);
  }

  private ChannelPromise lastOf(RequestInProgress served, ChannelPromise promise) {
    watch.complete();
    if (served.isLast()) {
      end();
    }
    return promise.unvoid().addListener(written -> finish(served));
  }

  private void finish(RequestInProgress served) {
    served.finish();
    watch.forget();
    if (ending) {
      close.linger(here);
    } else if (exchange == served) {
      exchange = null;
      if (isAhead() || bytes.hasMore()) {
        here.executor().execute(this::goOn);
      }
    }
  }

  private void goOn() {
    bytes.passOn();
    // Vert.x flushes its responses at the end of a read.
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

  /** Drops what arrives after the last response. */
  void ignore(ByteBuf rest) {
    close.ignore(rest, here);
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
