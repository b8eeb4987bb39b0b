package dev.passbook.eventstore;

/**
 * A stream holds what this code can't understand. Nothing is skipped: the stream is out of service.
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
}
