package dev.passbook.streaming;

/** What tells the relay, until it is stopped, which accounts to look at. */
public interface HintSource {
  void start();

  /** What is under way may be left as it is: whoever comes next goes on from the cursors. */
  void stop();
}
