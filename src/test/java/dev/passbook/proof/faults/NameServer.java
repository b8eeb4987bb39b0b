package dev.passbook.proof.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS server that resolves every name to 127.0.0.1 and can stop responding. */
public final class NameServer implements AutoCloseable {
  private static final int HEADER = 12;
  private static final int LARGEST = 4096;
  private static final short RESPONSE = (short) 0x8180;
  private static final short IPV4 = 1;
  private static final short INTERNET = 1;
  private static final short NAME_OF_THE_QUESTION = (short) 0xC00C;

  /** Short, so that a client must resolve the name again for its next connection. */
  private static final int SECONDS_TO_LIVE = 1;

  private final DatagramSocket socket;
  private final AtomicInteger queries = new AtomicInteger();
  private volatile boolean hangs;

  public NameServer() {
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var thread = new Thread(this::serve, "name-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Stops responding to queries. */
  public void hang() {
    hangs = true;
  }

  public void answer() {
    hangs = false;
  }

  public int queries() {
    return queries.get();
  }

  /** Writes a file like {@code /etc/resolv.conf} that names this server. */
  public Path writeResolvConf() {
    try {
      Path file = Files.createTempFile(Path.of("target"), "resolv", ".conf");
      String text = "nameserver 127.0.0.1." + socket.getLocalPort() + "\noptions timeout:1\n";
      return Files.writeString(file, text).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(packet);
        queries.incrementAndGet();
        if (!hangs) {
          byte[] reply = reply(packet.getData());
          socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static byte[] reply(byte[] query) {
    int end = HEADER;
    while (query[end] != 0) {
      end += query[end] + 1;
    }
    int typeAt = end + 1;
    boolean known = ByteBuffer.wrap(query).getShort(typeAt) == IPV4;
    int questionEnds = typeAt + Integer.BYTES;
    ByteBuffer reply = ByteBuffer.allocate(LARGEST);
    reply.put(query, 0, Short.BYTES).putShort(RESPONSE);
    reply.putShort((short) 1).putShort((short) (known ? 1 : 0)).putInt(0);
    reply.put(query, HEADER, questionEnds - HEADER);
    if (known) {
      reply.putShort(NAME_OF_THE_QUESTION).putShort(IPV4).putShort(INTERNET);
      reply.putInt(SECONDS_TO_LIVE).putShort((short) Integer.BYTES);
      reply.put(new byte[] {127, 0, 0, 1});
    }
    byte[] bytes = new byte[reply.position()];
    reply.flip().get(bytes);
    return bytes;
  }
}
