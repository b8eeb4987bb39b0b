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
    var unit = rows > 0 ? " rows" : " events";
    var bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(rows > 0 ? rows : -1)
            .setUnit(unit, 1)
            .showSpeed()
            .build();
    return new Progress(bar, rows > 0);
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
