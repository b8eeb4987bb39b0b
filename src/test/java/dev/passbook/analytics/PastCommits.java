package dev.passbook.analytics;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Writes commits whose time is in the past. */
record PastCommits(EventStore<Account, AccountEvent> store) {

  /** Returns what the account is after the events. */
  Snapshot<Account> commit(
      Snapshot<Account> before, Instant at, String command, List<AccountEvent> events) {
    var recorded =
        IntStream.range(0, events.size())
            .mapToObj(
                i ->
                    new RecordedEvent<>(
                        before.stream(),
                        before.version() + i + 1,
                        at,
                        command,
                        null,
                        events.get(i)))
            .toList();
    store
        .commit(
            new Commit<>(List.of(new Append<>(before, recorded)), List.of(), reversals(recorded)),
            Deadline.in(Duration.ofSeconds(10)))
        .await()
        .indefinitely();
    var state = before.exists() ? before.state() : null;
    for (var event : events) {
      state = event.applyTo(state);
    }
    var created = before.exists() ? before.createdAt() : at;
    return new Snapshot<>(before.stream(), before.version() + events.size(), state, created, at);
  }

  private static List<Claim> reversals(List<RecordedEvent<AccountEvent>> events) {
    return events.stream()
        .filter(event -> event.event().reverses() != null)
        .map(PastCommits::reversal)
        .toList();
  }

  private static Claim reversal(RecordedEvent<AccountEvent> event) {
    var name = "reversal-" + AccountIds.of(event.stream()) + "-" + event.event().reverses();
    return new Claim(name, event.commandId(), Long.toString(event.version()), event.at());
  }
}
