package dev.passbook.bench.cost;

/** DynamoDB's capacity units. */
public record Units(double read, double write) {
  static final Units NONE = new Units(0, 0);
  private static final long WRITE_UNIT = 1024;
  private static final long READ_UNIT = 4 * 1024;

  /** Counts a unit for each started KB, and twice as many in a transaction. */
  public static Units ofWrite(long bytes, boolean transactional) {
    return new Units(0, begun(bytes, WRITE_UNIT) * (transactional ? 2 : 1));
  }

  /** Counts a unit for each started 4 KB, and half as many for an eventually consistent read. */
  static Units ofRead(long bytes, boolean consistent) {
    return new Units(begun(bytes, READ_UNIT) * (consistent ? 1 : 0.5), 0);
  }

  Units plus(Units other) {
    return new Units(read + other.read, write + other.write);
  }

  /** Even nothing costs a unit. */
  private static long begun(long bytes, long unit) {
    return Math.max(1, (bytes + unit - 1) / unit);
  }
}
