package dev.passbook.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests a guarded connection without a network. The test decides what a client reads, and when. */
class ConnectionGuardTest {
  private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n";
  private static final int ALL = Integer.MAX_VALUE;
  private static final int LARGE = 80 * 1024;

  private final Client client = new Client();
  private final Server server = new Server();

  ConnectionGuardTest() {
    client
        .pipeline()
        .addLast(new InboundBuffer(Duration.ofSeconds(10), () -> false))
        .addLast(new HttpRequestDecoder(), new HttpResponseEncoder())
        .addLast("handler", server);
  }

  /** A client that reads a limited number of bytes per flush. */
  private static final class Client extends EmbeddedChannel {
    private final StringBuilder received = new StringBuilder();
    private int rate = ALL;

    @Override
    protected void doWrite(ChannelOutboundBuffer buffer) {
      for (int left = rate; left > 0 && buffer.current() instanceof ByteBuf next; ) {
        int taken = Math.min(left, next.readableBytes());
        received.append(next.toString(next.readerIndex(), taken, StandardCharsets.US_ASCII));
        buffer.removeBytes(taken);
        left -= taken;
      }
    }

    private void send(String text) {
      writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private void takeFor(int seconds) {
      for (int i = 0; i < seconds && isOpen(); i++) {
        flush();
        advanceTimeBy(1, TimeUnit.SECONDS);
        runScheduledPendingTasks();
      }
    }
  }

  /** Pauses its connection at each part of a body, as Vert.x does once enough parts wait. */
  private static final class Server extends ChannelInboundHandlerAdapter {
    private ChannelHandlerContext here;
    private boolean early;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
      here = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof HttpContent && !(message instanceof LastHttpContent)) {
        ctx.channel().config().setAutoRead(false);
      }
      ReferenceCountUtil.release(message);
      if (early && message instanceof HttpRequest) {
        here.write(response(2));
      }
    }

    /** Vert.x flushes its responses at the end of a read. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    private void respond(int length) {
      here.writeAndFlush(response(length));
    }

    private static DefaultFullHttpResponse response(int length) {
      var response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.OK,
              Unpooled.copiedBuffer("x".repeat(length), StandardCharsets.US_ASCII));
      HttpUtil.setContentLength(response, length);
      return response;
    }

    private void beginResponse() {
      var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      HttpUtil.setTransferEncodingChunked(head, true);
      here.writeAndFlush(head);
    }
  }

  @Test
  void anAnnouncedCloseHappensEvenIfTheBodyBecomesComplete() {
    client.send(POST + "{");
    server.beginResponse();
    client.send("       }");
    server.here.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);

    assertTrue(client.received.toString().contains("connection: close"), client.received::toString);
    assertFalse(client.isOpen());
  }

  @Test
  void anEarlyResponseIsSentDespiteABrokenChunk() {
    server.early = true;
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

    assertTrue(client.received.toString().startsWith("HTTP/1.1 200 "), client.received::toString);
    assertTrue(client.received.toString().contains("connection: close"), client.received::toString);
    assertFalse(client.isOpen());
  }

  @Test
  void theGuardDoesNotEndAPauseOfTheServer() {
    client.send(GET + POST + "{");
    assertFalse(client.config().isAutoRead(), "the next request is there already");

    server.respond(2);
    client.runPendingTasks();

    assertFalse(client.config().isAutoRead(), "the server is handed a body that it can't take");
    client.config().setAutoRead(true);
    client.send("       }");
    server.respond(2);
    client.runPendingTasks();
    assertTrue(client.config().isAutoRead());
  }

  @Test
  void aPauseOfTheGuardEndsWithTheEarlierRequest() {
    client.send(GET + GET);
    assertFalse(client.config().isAutoRead());

    server.respond(2);
    client.runPendingTasks();

    assertTrue(client.config().isAutoRead());
  }

  @Test
  void aHeadThatStartsBehindARequestHasATimeLimit() {
    client.send(GET + "GET / HTTP/1.1\r\nHo");
    server.respond(2);
    client.runPendingTasks();
    client.takeFor(12);

    assertTrue(client.received.toString().contains("HTTP/1.1 408 "), client.received::toString);
    assertFalse(client.isOpen());
  }

  @Test
  void anIdleConnectionStaysOpen() {
    client.send(GET + "\r\n");
    server.respond(2);
    client.runPendingTasks();
    client.takeFor(60);

    assertTrue(client.isOpen());
  }

  @Test
  void aClientThatReadsAResponseByteByByteIsDisconnected() {
    client.send(GET);
    client.rate = 1;
    server.respond(LARGE);
    client.takeFor(60);

    assertFalse(client.isOpen());
  }

  @Test
  void aClientWithASlowLineGetsTheWholeResponse() {
    client.send(GET);
    client.rate = 8 * 1024;
    server.respond(LARGE);
    client.takeFor(60);

    assertTrue(client.isOpen());
    assertTrue(client.received.toString().endsWith("x".repeat(LARGE)));
    client.rate = ALL;
    client.send(GET);
    server.respond(2);
    assertEquals(3, client.received.toString().split("HTTP/1[.]1 ", -1).length);
  }

  /** A listener may read slowly, as long as it reads. */
  @Test
  void aStreamThatProgressesIsNotDisconnected() {
    client.send(GET);
    client.rate = 1;
    server.beginResponse();
    var some = Unpooled.copiedBuffer("x".repeat(LARGE), StandardCharsets.US_ASCII);
    server.here.writeAndFlush(new DefaultHttpContent(some));
    client.takeFor(120);

    assertTrue(client.isOpen());
  }
}
