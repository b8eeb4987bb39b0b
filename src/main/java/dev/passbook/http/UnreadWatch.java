package dev.passbook.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Closes a connection whose client takes nothing of what was written to it: after a request's whole
 * time, and after a second once the service stops. There is a timer only while something waits.
 */
final class UnreadWatch {
  private static final long LOOK_MILLIS = 1_000;

  private final Duration patience;
  private final BooleanSupplier stopping;
  private Future<?> next;

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
    this.patience = patience;
    this.stopping = stopping;
  }

  /** After something was sent off. */
  void begin(ChannelHandlerContext ctx) {
    if (next == null) {
      goOn(ctx, Left.in(ctx), System.nanoTime());
    }
  }

  private void goOn(ChannelHandlerContext ctx, Left left, long since) {
    next =
        left.bytes() == 0
            ? null
            : ctx.executor()
                .schedule(() -> look(ctx, left, since), LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(ChannelHandlerContext ctx, Left before, long since) {
    var left = Left.in(ctx);
    var now = System.nanoTime();
    var stalls = left.bytes() > 0 && left.equals(before);
    if (stalls && (stopping.getAsBoolean() || now - since >= patience.toNanos())) {
      ctx.close();
    } else {
      goOn(ctx, left, stalls ? since : now);
    }
  }
}
