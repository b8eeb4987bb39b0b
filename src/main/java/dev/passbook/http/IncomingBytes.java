package dev.passbook.http;

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
 * Hands what a connection receives to the decoder of requests, one message at a time and only as
 * far as the {@link Wire} asks. What a client sends ahead waits as bytes, and once some wait, no
 * more are read. A head that has begun must be there within the time of a request.
 */
final class IncomingBytes extends ChannelInboundHandlerAdapter {
  private static final String SERVER = "handler";

  private final Duration patience;
  private final BooleanSupplier stopping;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private ChannelHandlerContext here;
  private Wire wire;
  private Future<?> slowHead;
  private ByteBuf undecoded = Unpooled.EMPTY_BUFFER;
  private boolean passing;
  private boolean pausing;
  private boolean headBegun;

  /**
   * @param stopping whether the service has begun to stop
   */
  IncomingBytes(Duration patience, BooleanSupplier stopping) {
    this.patience = patience;
    this.stopping = stopping;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    here = ctx;
  }

  /** With TLS, the decoder is there only after the handshake. */
  private void connect() {
    var pipeline = here.pipeline();
    var decoder = pipeline.get(HttpRequestDecoder.class);
    wire = new Wire(this, new UnreadWatch(patience, stopping));
    if (decoder == null || pipeline.get(SERVER) == null) {
      wire.stepAside();
    } else {
      decoder.setSingleDecode(true);
      decoder.setCumulator(
          (allocator, rest, next) ->
              undecoded = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, rest, next));
      pipeline.addBefore(SERVER, null, wire);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (wire == null) {
      connect();
    }
    if (wire.isAside()) {
      ctx.fireChannelRead(message);
    } else if (wire.isEnding()) {
      wire.ignore((ByteBuf) message);
    } else {
      waiting.add((ByteBuf) message);
      passOn();
    }
  }

  /** Passes on what has arrived, as far as it may go now. */
  void passOn() {
    if (passing || !here.channel().isActive()) {
      return;
    }
    passing = true;
    goOn();
    try {
      do {
        decodeAll();
      } while (wire.deliver());
    } finally {
      passing = false;
    }
    pause();
    watchHead();
  }

  private void decodeAll() {
    var goesOn = true;
    while (goesOn && wire.wantsMore()) {
      var before = wire.received();
      var next = waiting.poll();
      var says = next != null && !isBlank(next);
      here.fireChannelRead(next == null ? Unpooled.EMPTY_BUFFER : next);
      var more = wire.received() > before;
      headBegun = more ? leavesSome() : headBegun || says;
      goesOn = next != null || more;
    }
    if (wire.isAside()) {
      waiting.forEach(here::fireChannelRead);
      waiting.clear();
    }
  }

  /** Whether bytes that were sent in one with the last message wait in the decoder. */
  private boolean leavesSome() {
    return undecoded.refCnt() > 0 && !isBlank(undecoded);
  }

  /** Lines between two requests, which some clients send (RFC 9112, section 2.2). */
  private static boolean isBlank(ByteBuf bytes) {
    return bytes.forEachByte(ByteProcessor.FIND_NON_CRLF) < 0;
  }

  /** Whether something waits for the end of the request before. */
  boolean hasMore() {
    return headBegun || !waiting.isEmpty();
  }

  /**
   * Vert.x pauses the same connection while it is handed a body that nobody reads yet. Only a pause
   * from here ends here, and it ends before Vert.x is handed more, so that the two stay apart.
   */
  private void goOn() {
    if (pausing) {
      pausing = false;
      here.channel().config().setAutoRead(true);
    }
  }

  private void pause() {
    var config = here.channel().config();
    if (wire.isEnding()) {
      drop();
    } else if (config.isAutoRead() && (!waiting.isEmpty() || wire.isAhead())) {
      pausing = true;
      config.setAutoRead(false);
    }
  }

  private void watchHead() {
    if (!headBegun || !wire.isIdle() || wire.isEnding() || wire.isAside()) {
      stopWatching();
    } else if (slowHead == null) {
      slowHead =
          here.executor().schedule(this::tooSlow, patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void tooSlow() {
    wire.refuse(HttpResponseStatus.REQUEST_TIMEOUT);
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
