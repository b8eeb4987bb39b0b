package dev.passbook.proof.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The clock of a service under test. It is ahead of the machine's clock by the milliseconds in a
 * file that the service and the test share.
 */
public final class MovableClock extends Clock {
  static final String FILE = "proof.clock";

  private final Clock machine = Clock.systemUTC();
  private final ByteBuffer ahead;

  private MovableClock(ByteBuffer ahead) {
    this.ahead = ahead;
  }

  /** Replaces the JDK's method of this name in the service. */
  public static Clock systemUTC() {
    return of(Path.of(System.getProperty(FILE)));
  }

  static MovableClock of(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new MovableClock(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void advance(long millis) {
    ahead.putLong(0, ahead.getLong(0) + millis);
  }

  @Override
  public Instant instant() {
    return machine.instant().plusMillis(ahead.getLong(0));
  }

  @Override
  public ZoneId getZone() {
    return machine.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
