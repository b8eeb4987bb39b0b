package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Commands on the same accounts, decided one after the other: each on what the ones before it lead
 * to. What they record is one row in each account, all of it or nothing.
 */
final class Batch {
  private final List<Waiting> commands;
  private final List<Snapshot<Account>> before;
  private final Map<Waiting, Verdict.Recorded> recorded = new LinkedHashMap<>();
  private final Map<Waiting, Uni<Reply>> unrecorded = new LinkedHashMap<>();
  private List<Snapshot<Account>> after;

  private Batch(List<Waiting> commands, List<Snapshot<Account>> before) {
    this.commands = commands;
    this.before = before;
    this.after = before;
  }

  static Batch decide(List<Waiting> commands, List<Snapshot<Account>> accounts, Instant at) {
    var batch = new Batch(commands, accounts);
    commands.forEach(command -> batch.decide(command, at));
    return batch;
  }

  private void decide(Waiting command, Instant at) {
    var verdict = verdict(command, at);
    if (verdict instanceof Verdict.Recorded accepted) {
      recorded.put(command, accepted);
      after = accepted.after();
    } else if (verdict instanceof Verdict.Unrecorded refused) {
      unrecorded.put(command, refused.reply());
    }
  }

  /** A command that can't even be decided is no matter of those beside it. */
  private Verdict verdict(Waiting command, Instant at) {
    try {
      return command.handling().decide(after, at);
    } catch (RuntimeException e) {
      return new Verdict.Unrecorded(Uni.createFrom().failure(e));
    }
  }

  List<Waiting> commands() {
    return commands;
  }

  boolean recordsNothing() {
    return recorded.isEmpty();
  }

  /** The commands that record something, with what they are answered once it is recorded. */
  Map<Waiting, Verdict.Recorded> recorded() {
    return recorded;
  }

  /** The other commands, with what they are answered once the state they rest on is proven. */
  Map<Waiting, Uni<Reply>> unrecorded() {
    return unrecorded;
  }

  /** The accounts' states that the first command was decided on. */
  List<Snapshot<Account>> before() {
    return before;
  }

  /** The accounts' states with everything recorded. */
  List<Snapshot<Account>> after() {
    return after;
  }

  Commit<Account, AccountEvent> commit() {
    var appends =
        IntStream.range(0, before.size())
            .mapToObj(account -> new Append<>(before.get(account), events(account)))
            .toList();
    return new Commit<>(appends, markers());
  }

  private List<RecordedEvent<AccountEvent>> events(int account) {
    return recorded.values().stream().map(verdict -> verdict.events().get(account)).toList();
  }

  private List<Marker> markers() {
    var markers = new ArrayList<Marker>();
    recorded.values().forEach(verdict -> verdict.marker().ifPresent(markers::add));
    return markers;
  }
}
