package dev.passbook.streaming;

import io.smallrye.mutiny.Uni;

/**
 * How far the publication of an account's events has come.
 *
 * @param version the version of the last event that Kinesis has acknowledged
 * @param receipt the receipt of the record with that event; null before the first
 * @param failure the failure that ended the publication early, or null
 */
record Advance(long version, String receipt, Throwable failure) {
  /** Puts a record behind the one with this receipt, and returns its own receipt. */
  interface Put {
    Uni<String> put(KinesisRecord next, String after);
  }

  static Advance at(long version, String receipt) {
    return new Advance(version, receipt, null);
  }

  boolean hasFailed() {
    return failure != null;
  }

  /**
   * Puts the next record. Kinesis doesn't say which event of a record it refuses, so a refused
   * record is put again in halves. In this way, all events before the refused one are published.
   *
   * @return never fails; a failure is part of the result
   */
  Uni<Advance> put(KinesisRecord next, Put put) {
    return put.put(next, receipt)
        .map(newReceipt -> at(next.lastVersion(), newReceipt))
        .onFailure(failure -> failure instanceof Unpublishable && next.size() > 1)
        .recoverWithUni(() -> putHalves(next, put))
        .onFailure()
        .recoverWithItem(failure -> new Advance(version, receipt, failure));
  }

  private Uni<Advance> putHalves(KinesisRecord refused, Put put) {
    return put(refused.firstHalf(), put)
        .chain(
            reached ->
                reached.hasFailed()
                    ? Uni.createFrom().item(reached)
                    : reached.put(refused.secondHalf(), put));
  }
}
