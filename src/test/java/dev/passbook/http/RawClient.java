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
 * A client that does what no good one does: it leaves requests half sent, sends ahead without
 * reading, and aborts. It never blocks, so one thread drives many of them. It sends to this machine
 * alone, and has little room for what it receives.
 */
public final class RawClient implements AutoCloseable {
  private static final int ROOM = 4_096;

  private final SocketChannel channel;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
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

  /** So many clients, each of which has sent this much of a request. */
  public static List<RawClient> half(int port, int clients, String beginning) throws IOException {
    List<RawClient> half = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      RawClient client = connect(port);
      client.send(beginning);
      half.add(client);
    }
    return half;
  }

  /** Sends as much as the other side takes now, and returns how many bytes that is. */
  public int send(String text) throws IOException {
    return channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /**
   * Sends requests ahead, whole ones as far as the other side takes them, and reads nothing.
   *
   * @return the bytes that were taken; fewer than those of all requests once the service holds back
   */
  public long sendAhead(String request, int times) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(request.repeat(times).getBytes(StandardCharsets.ISO_8859_1));
    while (all.hasRemaining() && channel.write(all) > 0) {
      // The kernel takes what it has room for, and then nothing.
      Thread.onSpinWait();
    }
    return all.position();
  }

  /** All that has been received up to now. */
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

  /** Whether the other side has closed the connection, as far as what was received tells. */
  public boolean hasEnded() throws IOException {
    received();
    return ended;
  }

  /** Whether the other side has closed the connection, without reading: a byte more is refused. */
  public boolean refusesMore() {
    try {
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
      return false;
    } catch (IOException closed) {
      return true;
    }
  }

  /** Resets the connection. */
  public void abort() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
