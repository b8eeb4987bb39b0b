package dev.passbook.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Closes a connection whose client takes nothing of what was written to it: after a request's whole
 * time, and after a second once the service stops. A client must also take a complete answer at a
 * least rate: in a request's time and a second more for each 8 KiB of it. An answer that still goes
 * on, such as a stream, has no such end. There is a timer only while something waits.
 */
final class UnreadWatch {
  private static final long LOOK_MILLIS = 1_000;
  private static final long LEAST_BYTES_A_LOOK = 8 * 1024;

  /** In looks, of which there is one a second. */
  private final long patience;

  private final BooleanSupplier stopping;
  private Future<?> next;
  private long stalled;
  private boolean complete;
  private Long looksLeft;

  /**
   * What waits for the client. It is the same as before only if the client took nothing: the next
   * answer is written when the last one is taken.
   */
  private record Left(long bytes, long taken) {
    private static Left in(ChannelHandlerContext ctx) {
      var buffer = ctx.channel().unsafe().outboundBuffer();
      return buffer == null
          ? new Left(0, 0)
          : new Left(buffer.totalPendingWriteBytes(), buffer.currentProgress());
    }
  }

  UnreadWatch(Duration patience, BooleanSupplier stopping) {
    this.patience = Math.max(1, patience.toMillis() / LOOK_MILLIS);
    this.stopping = stopping;
  }

  /** What is sent off next is an answer's end. */
  void complete() {
    complete = true;
  }

  /** The client has taken the answer. */
  void forget() {
    complete = false;
    looksLeft = null;
  }

  /** After something was sent off. */
  void begin(ChannelHandlerContext ctx) {
    var left = Left.in(ctx);
    if (complete && looksLeft == null) {
      looksLeft = patience + left.bytes() / LEAST_BYTES_A_LOOK;
    }
    if (next == null) {
      stalled = 0;
      goOn(ctx, left);
    }
  }

  private void goOn(ChannelHandlerContext ctx, Left left) {
    next =
        left.bytes() == 0
            ? null
            : ctx.executor().schedule(() -> look(ctx, left), LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(ChannelHandlerContext ctx, Left before) {
    var left = Left.in(ctx);
    stalled = left.equals(before) ? stalled + 1 : 0;
    if (left.bytes() > 0 && (isStalled() || isTooSlow())) {
      ctx.close();
    } else {
      goOn(ctx, left);
    }
  }

  private boolean isStalled() {
    return stalled > 0 && (stopping.getAsBoolean() || stalled >= patience);
  }

  private boolean isTooSlow() {
    return looksLeft != null && --looksLeft < 0;
  }
}
