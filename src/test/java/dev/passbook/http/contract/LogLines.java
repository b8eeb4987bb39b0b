package dev.passbook.http.contract;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Collects everything that the log would contain, stack traces included. */
public final class LogLines extends Handler {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<ExtLogRecord> failures = new CopyOnWriteArrayList<>();
  private final PatternFormatter formatter = new PatternFormatter("%p %c %X %s%e%n");

  public void listen() {
    setLevel(Level.ALL);
    Logger.getLogger("").addHandler(this);
  }

  public void leave() {
    Logger.getLogger("").removeHandler(this);
  }

  @Override
  public void publish(LogRecord record) {
    var line = ExtLogRecord.wrap(record);
    line.copyAll();
    lines.add(formatter.format(line));
    if (line.getLoggerName().equals("dev.passbook.problems")) {
      failures.add(line);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  public String text() {
    return String.join("", lines);
  }

  /** Returns the lines about failed requests. */
  List<ExtLogRecord> failures() {
    return failures;
  }
}
