package dev.passbook.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that misbehaves: it leaves requests half sent, sends ahead without reading, and aborts.
 * It never blocks, so that one thread can drive many clients. It connects only to localhost and has
 * small receive buffers.
 */
public final class RawClient implements AutoCloseable {
  private static final int ROOM = 4_096;

  private final SocketChannel channel;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private ByteBuffer ahead = ByteBuffer.allocate(0);
  private boolean ended;

  private RawClient(SocketChannel channel) {
    this.channel = channel;
  }

  public static RawClient connect(int port) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, ROOM);
    channel.connect(new InetSocketAddress("127.0.0.1", port));
    channel.configureBlocking(false);
    return new RawClient(channel);
  }

  /** Returns this many clients, each of which has sent this part of a request. */
  public static List<RawClient> half(int port, int clients, String beginning) throws IOException {
    List<RawClient> half = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      RawClient client = connect(port);
      client.send(beginning);
      half.add(client);
    }
    return half;
  }

  /** Sends as much as the other side accepts now, and returns the number of bytes. */
  public int send(String text) throws IOException {
    return channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /**
   * Sends requests ahead until the other side stops accepting, and reads nothing. The next call
   * continues where this one stopped, even in the middle of a request.
   *
   * @return the number of accepted bytes, which is 0 once the service applies backpressure
   */
  public long sendAhead(String request, int times) throws IOException {
    if (!ahead.hasRemaining()) {
      ahead = ByteBuffer.wrap(request.repeat(times).getBytes(StandardCharsets.ISO_8859_1));
    }
    int before = ahead.position();
    while (ahead.hasRemaining() && channel.write(ahead) > 0) {
      // The kernel accepts bytes until its buffer is full.
      Thread.onSpinWait();
    }
    return ahead.position() - before;
  }

  /** Returns everything received so far. */
  public String received() throws IOException {
    ByteBuffer some = ByteBuffer.allocate(ROOM);
    try {
      for (int read = channel.read(some); read != 0; read = channel.read(some.clear())) {
        if (read < 0) {
          ended = true;
          break;
        }
        received.write(some.array(), 0, read);
      }
    } catch (IOException reset) {
      ended = true;
    }
    return received.toString(StandardCharsets.UTF_8);
  }

  /** Returns whether the other side has closed the connection, as seen by reading. */
  public boolean hasEnded() throws IOException {
    received();
    return ended;
  }

  /**
   * Returns whether the other side has closed the connection, without reading: one more byte fails.
   */
  public boolean refusesMore() {
    try {
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  public void abort() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
