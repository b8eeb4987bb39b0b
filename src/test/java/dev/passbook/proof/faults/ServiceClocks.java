package dev.passbook.proof.faults;

import dev.passbook.proof.history.Clocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The clocks of separate services, which a test moves, each by itself. An agent gives the service
 * such a clock where it asks the JDK for one, and changes nothing else.
 */
public final class ServiceClocks implements Clocks {
  /** The class that provides the service's clock. */
  private static final String PROVIDER = "dev/passbook/Wiring";

  private static final String CLOCK = Clock.class.getName().replace('.', '/');

  private final List<Path> files;
  private final List<MovableClock> clocks;

  public ServiceClocks(int instances) {
    this.files = Stream.generate(ServiceClocks::file).limit(instances).toList();
    this.clocks = files.stream().map(MovableClock::of).toList();
  }

  /** Returns the JVM options that give a service its clock. */
  public List<String> options(int instance) {
    String movable = MovableClock.class.getName().replace('.', '/');
    return List.of(
        AlteredConstants.option(PROVIDER, CLOCK, movable, MovableClock.class),
        "-D" + MovableClock.FILE + "=" + files.get(instance));
  }

  @Override
  public Instant now(int instance) {
    return clocks.get(instance).instant();
  }

  @Override
  public Instant latest() {
    return clocks.stream().map(Clock::instant).max(Instant::compareTo).orElseThrow();
  }

  @Override
  public void advance(int instance, Duration time) {
    clocks.get(instance).advance(time.toMillis());
  }

  private static Path file() {
    try {
      Path file = Files.createTempFile(Path.of("target"), "clock", ".millis");
      return Files.write(file, new byte[Long.BYTES]).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
