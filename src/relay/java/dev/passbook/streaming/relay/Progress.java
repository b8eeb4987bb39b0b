package dev.passbook.streaming.relay;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Shows a command's progress on the terminal. */
final class Progress implements AutoCloseable {
  private final ProgressBar bar;
  private final boolean countsRows;

  private Progress(ProgressBar bar, boolean countsRows) {
    this.bar = bar;
    this.countsRows = countsRows;
  }

  /**
   * Begins to show progress.
   *
   * @param rows about how many rows will be read; 0 to count events instead
   */
  static Progress begin(String task, long rows) {
    var bar = bar(task, rows > 0 ? " rows" : " events", rows > 0 ? rows : -1);
    return new Progress(bar, rows > 0);
  }

  /** Begins to show how much of a known number of things is done, whose unit has this name. */
  static Progress begin(String task, String unit, long all) {
    return new Progress(bar(task, unit, all), false);
  }

  private static ProgressBar bar(String task, String unit, long all) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(all)
        .setUnit(unit, 1)
        .showSpeed()
        .build();
  }

  void step() {
    bar.step();
  }

  void rows(int read) {
    if (countsRows) {
      bar.stepBy(read);
    }
  }

  void event() {
    if (!countsRows) {
      bar.step();
    }
  }

  @Override
  public void close() {
    bar.close();
  }
}
