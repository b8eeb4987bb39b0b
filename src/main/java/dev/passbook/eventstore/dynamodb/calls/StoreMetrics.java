package dev.passbook.eventstore.dynamodb.calls;

/**
 * Receives what the store measures. It is called on an event loop, once or twice a call, so an
 * implementation must neither block nor fail.
 */
public interface StoreMetrics {
  /** Measures nothing. */
  StoreMetrics NONE =
      new StoreMetrics() {
        @Override
        public void called(StoreCall call) {}

        @Override
        public void written(Settlement settlement) {}

        @Override
        public void readFurtherBack() {}

        @Override
        public void mended() {}
      };

  /** The outcome of a commit. */
  enum Settlement {
    /** The commit was applied, according to the first response. */
    APPLIED,
    /** The commit had been applied already when it was sent again, since a response was lost. */
    RECOGNISED,
    /** Another row has its version. */
    RACE_LOST,
    /** One of its idempotency keys was used before. */
    KEY_USED,
    /** Another command had claimed one of its names. */
    CLAIMED,
    /** It is unknown whether it was applied. */
    UNKNOWN,
    /** It was not applied, since the database could not be reached in time. */
    NOT_APPLIED
  }

  /** The client made a call, successful or not. */
  void called(StoreCall call);

  void written(Settlement settlement);

  /** The newest rows had no usable snapshot, so the reader read further back. */
  void readFurtherBack();

  /** A row that lacked a snapshot got one. */
  void mended();
}
