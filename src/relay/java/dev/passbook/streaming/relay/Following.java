package dev.passbook.streaming.relay;

import dev.passbook.streaming.HintSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** That the table's stream is followed, from when it is asked for until the program stops. */
@Singleton
class Following {
  private final HintSource hints;
  private volatile boolean begun;

  Following(HintSource hints) {
    this.hints = hints;
  }

  void begin() {
    hints.start();
    begun = true;
  }

  /** While all that the relay needs is still there; after its command it might be gone. */
  void end(@Observes ShutdownEvent stopping) {
    if (begun) {
      hints.stop();
    }
  }
}
