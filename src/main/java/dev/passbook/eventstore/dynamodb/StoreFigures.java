package dev.passbook.eventstore.dynamodb;

/**
 * What whoever runs the store counts, told as it happens. Told on an event loop, once or twice a
 * call: an implementation must neither block nor fail.
 */
public interface StoreFigures {
  /** For a store that nobody watches. */
  StoreFigures NONE =
      new StoreFigures() {
        @Override
        public void called(StoreCall call) {}

        @Override
        public void written(Settlement settlement) {}

        @Override
        public void readFurtherBack() {}

        @Override
        public void mended() {}
      };

  /** How a commit ended. */
  enum Settlement {
    /** It stands, and the first answer said so. */
    APPLIED,
    /** It stood already when it was sent again: an answer had been lost. */
    RECOGNISED,
    /** Another row stands at its version. */
    RACE_LOST,
    /** One of its idempotency keys was used before. */
    KEY_USED,
    /** Whether it was applied is not known. */
    UNKNOWN,
    /** It was not applied, since the database could not be asked in time. */
    NOT_APPLIED
  }

  /** The client made a call, whatever came of it. */
  void called(StoreCall call);

  void written(Settlement settlement);

  /** A state was not to be had from the newest rows, for want of a usable snapshot among them. */
  void readFurtherBack();

  /** The row that lacked a snapshot has one. */
  void mended();
}
