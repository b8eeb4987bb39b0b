package dev.passbook.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Closes a connection whose client reads too slowly. A client may read nothing for the time budget
 * of a request, or for a second once the service stops. It must read a complete response within the
 * time budget plus a second for each 8 KiB. A response that is still being written, such as a live
 * stream, has no such limit. A timer runs only while data waits.
 */
final class SlowReaderTimeout {
  private static final long LOOK_MILLIS = 1_000;
  private static final long LEAST_BYTES_A_LOOK = 8 * 1024;

  /** The time budget as a number of looks, one a second. */
  private final long patience;

  private final BooleanSupplier stopping;
  private Future<?> next;
  private long stalled;
  private boolean complete;
  private Long looksLeft;

  /**
   * The data that waits for the client. Two states are equal only if the client read nothing in
   * between, because the next response is written only after the last one was read.
   */
  private record Left(long bytes, long taken) {
    private static Left in(ChannelHandlerContext ctx) {
      var buffer = ctx.channel().unsafe().outboundBuffer();
      return buffer == null
          ? new Left(0, 0)
          : new Left(buffer.totalPendingWriteBytes(), buffer.currentProgress());
    }
  }

  SlowReaderTimeout(Duration patience, BooleanSupplier stopping) {
    this.patience = Math.max(1, patience.toMillis() / LOOK_MILLIS);
    this.stopping = stopping;
  }

  /** Notes that the next flush completes a response. */
  void complete() {
    complete = true;
  }

  /** Notes that the client has read the response. */
  void forget() {
    complete = false;
    looksLeft = null;
  }

  /** Starts the timer after a flush. */
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
