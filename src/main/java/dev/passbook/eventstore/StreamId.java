package dev.passbook.eventstore;

/** A stream's name, {@code category-id}: what one aggregate's events are kept under. */
public record StreamId(String value) {
  public static StreamId of(String category, Object id) {
    return new StreamId(category + "-" + id);
  }

  @Override
  public String toString() {
    return value;
  }
}
