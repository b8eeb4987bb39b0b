package dev.passbook.banking;

import dev.passbook.decider.IdempotencyKey;
import dev.passbook.eventstore.Deadline;
import java.time.Duration;
import java.util.Optional;

/** Computes the marker and the fingerprint of a command, as the bank does. */
final class IdempotencyKeys {
  private IdempotencyKeys() {}

  static String marker(Caller caller, AccountCommand command, String key) {
    return of(caller, command, key).markerKey();
  }

  static String fingerprint(AccountCommand command) {
    return of(Caller.ANYONE, command, "k").fingerprint();
  }

  static String earlierFingerprint(AccountCommand command) {
    return IdempotencyKey.digest(of(Caller.ANYONE, command, "k").earlierContent());
  }

  static BankCommand command(Caller caller, AccountCommand command, String key) {
    var request =
        new CommandRequest(
            caller, Optional.of(key), Optional.empty(), Deadline.in(Duration.ofSeconds(1)));
    return new BankCommand(command, request, new TestBank.Plain(), null);
  }

  private static IdempotencyKey of(Caller caller, AccountCommand command, String key) {
    return command(caller, command, key).idempotencyKey().orElseThrow();
  }
}
