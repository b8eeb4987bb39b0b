package dev.passbook.streaming;

/** Passes accounts to the relay from when it is started until it is stopped. */
public interface HintSource {
  void start();

  /** Stops. It may leave work unfinished, since the next source continues from the cursors. */
  void stop();
}
