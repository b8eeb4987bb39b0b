package dev.passbook.eventstore;

/** A stream's name, {@code category-id}. A stream holds the events of one aggregate. */
public record StreamId(String value) {
  public static StreamId of(String category, Object id) {
    return new StreamId(category + "-" + id);
  }

  @Override
  public String toString() {
    return value;
  }
}
