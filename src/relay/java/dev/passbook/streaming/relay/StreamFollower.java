package dev.passbook.streaming.relay;

import dev.passbook.streaming.BacklogMonitor;
import dev.passbook.streaming.HintSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Follows the table's stream from a command's request until the program stops. */
@Singleton
class StreamFollower {
  private final HintSource hints;
  private final BacklogMonitor backlog;
  private volatile boolean begun;

  StreamFollower(HintSource hints, BacklogMonitor backlog) {
    this.hints = hints;
    this.backlog = backlog;
  }

  void begin() {
    backlog.start();
    hints.start();
    begun = true;
  }

  /** Stops on the shutdown event, while the beans that the relay needs still exist. */
  void end(@Observes ShutdownEvent stopping) {
    if (begun) {
      hints.stop();
      backlog.stop();
    }
  }
}
