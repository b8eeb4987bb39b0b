package dev.passbook.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ByteProcessor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Passes received bytes to the request decoder, one message at a time and only as far as the {@link
 * ConnectionGuard} asks. Bytes that a client sends early wait here, and while some wait, no more
 * are read. A head that has begun must be complete within the time budget of a request.
 */
final class InboundBuffer extends ChannelInboundHandlerAdapter {
  private static final String SERVER = "handler";

  private final Duration patience;
  private final BooleanSupplier stopping;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private ChannelHandlerContext here;
  private ConnectionGuard guard;
  private Future<?> slowHead;
  private ByteBuf undecoded = Unpooled.EMPTY_BUFFER;
  private boolean passing;
  private boolean pausing;
  private boolean headBegun;

  /**
   * @param stopping whether the service has begun to stop
   */
  InboundBuffer(Duration patience, BooleanSupplier stopping) {
    this.patience = patience;
    this.stopping = stopping;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    here = ctx;
  }

  /** Adds the guard. With TLS, the decoder exists only after the handshake. */
  private void connect() {
    var pipeline = here.pipeline();
    var decoder = pipeline.get(HttpRequestDecoder.class);
    guard = new ConnectionGuard(this, new SlowReaderTimeout(patience, stopping));
    if (decoder == null || pipeline.get(SERVER) == null) {
      guard.stepAside();
    } else {
      decoder.setSingleDecode(true);
      decoder.setCumulator(
          (allocator, rest, next) ->
              undecoded = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, rest, next));
      pipeline.addBefore(SERVER, null, guard);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (guard == null) {
      connect();
    }
    if (guard.isAside()) {
      ctx.fireChannelRead(message);
    } else if (guard.isEnding()) {
      guard.ignore((ByteBuf) message);
    } else {
      waiting.add((ByteBuf) message);
      passOn();
    }
  }

  /** Passes on the received bytes, as far as the guard allows. */
  void passOn() {
    if (passing || !here.channel().isActive()) {
      return;
    }
    passing = true;
    resume();
    try {
      do {
        decodeAll();
      } while (guard.deliver());
    } finally {
      passing = false;
    }
    pause();
    watchHead();
  }

  private void decodeAll() {
    var goesOn = true;
    while (goesOn && guard.wantsMore()) {
      var before = guard.received();
      var next = waiting.poll();
      var says = next != null && !isBlank(next);
      here.fireChannelRead(next == null ? Unpooled.EMPTY_BUFFER : next);
      var more = guard.received() > before;
      headBegun = more ? leavesSome() : headBegun || says;
      goesOn = next != null || more;
    }
    if (guard.isAside()) {
      waiting.forEach(here::fireChannelRead);
      waiting.clear();
    }
  }

  /** Returns whether bytes that arrived with the last message still wait in the decoder. */
  private boolean leavesSome() {
    return undecoded.refCnt() > 0 && !isBlank(undecoded);
  }

  /**
   * Returns whether there are only line breaks, which some clients send between two requests (RFC
   * 9112, section 2.2).
   */
  private static boolean isBlank(ByteBuf bytes) {
    return bytes.forEachByte(ByteProcessor.FIND_NON_CRLF) < 0;
  }

  /** Returns whether bytes wait for the end of the previous request. */
  boolean hasMore() {
    return headBegun || !waiting.isEmpty();
  }

  /**
   * Resumes reading. Vert.x pauses the same connection while a body has no reader. This ends only a
   * pause of this class, and ends it before Vert.x gets more, so that the two pauses do not mix.
   */
  private void resume() {
    if (pausing) {
      pausing = false;
      here.channel().config().setAutoRead(true);
    }
  }

  private void pause() {
    var config = here.channel().config();
    if (guard.isEnding()) {
      drop();
    } else if (config.isAutoRead() && (!waiting.isEmpty() || guard.isAhead())) {
      pausing = true;
      config.setAutoRead(false);
    }
  }

  private void watchHead() {
    if (!headBegun || !guard.isIdle() || guard.isEnding() || guard.isAside()) {
      stopWatching();
    } else if (slowHead == null) {
      slowHead =
          here.executor().schedule(this::tooSlow, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tooSlow() {
    guard.refuse(HttpResponseStatus.REQUEST_TIMEOUT);
  }

  private void stopWatching() {
    if (slowHead != null) {
      slowHead.cancel(false);
      slowHead = null;
    }
  }

  private void drop() {
    waiting.forEach(ByteBuf::release);
    waiting.clear();
    stopWatching();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    drop();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    drop();
  }
}
