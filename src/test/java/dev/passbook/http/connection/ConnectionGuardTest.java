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

/** A guarded connection without a network: the test decides what a client takes, and when. */
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

  /** Takes only so many bytes at each flush. */
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

  /** Pauses its connection at each part of a body, as Vert.x does once enough of them wait. */
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

    /** Vert.x sends off what it has answered at the end of a read. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }

    private void answer(int length) {
      here.writeAndFlush(response(length));
    }

    private static DefaultFullHttpResponse response(int length) {
      var answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.OK,
              Unpooled.copiedBuffer("x".repeat(length), StandardCharsets.US_ASCII));
      HttpUtil.setContentLength(answer, length);
      return answer;
    }

    private void beginAnswer() {
      var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
      HttpUtil.setTransferEncodingChunked(head, true);
      here.writeAndFlush(head);
    }
  }

  @Test
  void aConnectionThatIsSaidToCloseClosesThoughTheRestOfTheBodyCame() {
    client.send(POST + "{");
    server.beginAnswer();
    client.send("       }");
    server.here.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);

    assertTrue(client.received.toString().contains("connection: close"), client.received::toString);
    assertFalse(client.isOpen());
  }

  @Test
  void anEarlyAnswerIsSentThoughAChunkBreaks() {
    server.early = true;
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

    assertTrue(client.received.toString().startsWith("HTTP/1.1 200 "), client.received::toString);
    assertTrue(client.received.toString().contains("connection: close"), client.received::toString);
    assertFalse(client.isOpen());
  }

  @Test
  void aPauseOfTheServerIsNotEndedHere() {
    client.send(GET + POST + "{");
    assertFalse(client.config().isAutoRead(), "the next request is there already");

    server.answer(2);
    client.runPendingTasks();

    assertFalse(client.config().isAutoRead(), "the server is handed a body that it can't take");
    client.config().setAutoRead(true);
    client.send("       }");
    server.answer(2);
    client.runPendingTasks();
    assertTrue(client.config().isAutoRead());
  }

  @Test
  void aPauseFromHereEndsWithTheRequestBefore() {
    client.send(GET + GET);
    assertFalse(client.config().isAutoRead());

    server.answer(2);
    client.runPendingTasks();

    assertTrue(client.config().isAutoRead());
  }

  @Test
  void aHeadThatBeganBehindARequestHasItsTime() {
    client.send(GET + "GET / HTTP/1.1\r\nHo");
    server.answer(2);
    client.runPendingTasks();
    client.takeFor(12);

    assertTrue(client.received.toString().contains("HTTP/1.1 408 "), client.received::toString);
    assertFalse(client.isOpen());
  }

  @Test
  void aConnectionThatRestsStaysOpen() {
    client.send(GET + "\r\n");
    server.answer(2);
    client.runPendingTasks();
    client.takeFor(60);

    assertTrue(client.isOpen());
  }

  @Test
  void aClientThatTakesAnAnswerByteByByteIsCut() {
    client.send(GET);
    client.rate = 1;
    server.answer(LARGE);
    client.takeFor(60);

    assertFalse(client.isOpen());
  }

  @Test
  void aClientWithASlowLineGetsTheWholeAnswer() {
    client.send(GET);
    client.rate = 8 * 1024;
    server.answer(LARGE);
    client.takeFor(60);

    assertTrue(client.isOpen());
    assertTrue(client.received.toString().endsWith("x".repeat(LARGE)));
    client.rate = ALL;
    client.send(GET);
    server.answer(2);
    assertEquals(3, client.received.toString().split("HTTP/1[.]1 ", -1).length);
  }

  /** A listener may take its time, as long as it takes something. */
  @Test
  void aStreamThatGoesOnIsNotCut() {
    client.send(GET);
    client.rate = 1;
    server.beginAnswer();
    var some = Unpooled.copiedBuffer("x".repeat(LARGE), StandardCharsets.US_ASCII);
    server.here.writeAndFlush(new DefaultHttpContent(some));
    client.takeFor(120);

    assertTrue(client.isOpen());
  }
}
