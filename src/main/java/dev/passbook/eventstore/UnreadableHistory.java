package dev.passbook.eventstore;

import java.util.List;

/**
 * A stream holds data that this code can't understand. Nothing is skipped, so the stream is out of
 * service.
 */
public class UnreadableHistory extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String stream;
  private final long version;

  public UnreadableHistory(StreamId stream, long version, String why, Throwable cause) {
    super(stream + " at version " + version + " can't be read: " + why, cause);
    this.stream = stream.value();
    this.version = version;
  }

  public String stream() {
    return stream;
  }

  public long version() {
    return version;
  }

  /**
   * Checks that events follow on a version without a gap.
   *
   * @throws UnreadableHistory at the first version that is missing
   */
  public static void checkUnbroken(
      StreamId stream, long before, List<? extends RecordedEvent<?>> events) {
    var expected = before;
    for (var event : events) {
      expected++;
      if (event.version() != expected) {
        throw new UnreadableHistory(stream, expected, "there is a gap", null);
      }
    }
  }
}
