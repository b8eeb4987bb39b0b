package dev.passbook.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection after its last response. A client that still sends gets a moment to read that
 * response.
 */
final class LingeringClose {
  /**
   * How long and how much a client may still send after the last response, so that it can read it.
   */
  private static final int LINGER_SECONDS = 1;

  private static final int LINGER_BYTES = 64 * 1024;

  private int ignored;

  /**
   * Closes after a pause. A close with unread bytes resets the connection, which may discard the
   * response.
   */
  void linger(ChannelHandlerContext here) {
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

  /** Discards bytes that arrive after the last response. */
  void ignore(ByteBuf rest, ChannelHandlerContext here) {
    ignored += rest.readableBytes();
    rest.release();
    if (ignored > LINGER_BYTES) {
      here.close();
    }
  }
}
