package dev.passbook.bench.load;

import dev.passbook.bench.load.Operation.Outcome;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** A connection with one request in progress at a time. */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {
  private volatile ChannelHandlerContext context;
  private int expectedStatus;
  private int status;
  private Outcome outcome;

  void send(FullHttpRequest request, int expected, Outcome nextOutcome) {
    expectedStatus = expected;
    outcome = nextOutcome;
    context
        .writeAndFlush(request)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                answered(false);
              }
            });
  }

  void close() {
    context.close().syncUninterruptibly();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ignored, HttpObject part) {
    if (part instanceof HttpResponse response) {
      status = response.status().code();
    }
    if (part instanceof LastHttpContent) {
      answered(status == expectedStatus);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ignored) {
    answered(false);
  }

  private void answered(boolean asExpected) {
    var notified = outcome;
    outcome = null;
    if (notified != null) {
      notified.answered(asExpected);
    }
  }
}
