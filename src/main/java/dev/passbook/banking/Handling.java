package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.Timestamp;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One command on its way: load, guard, decide, commit. An attempt that loses the race fails with a
 * version conflict and can be made again, under the same command id.
 *
 * <p>The guards' order is the contract's: first the idempotency key (whatever is about to be
 * answered gives way to a first answer), then existence, then the expected version, then the rules.
 */
record Handling(
    EventStore<Account, AccountEvent> store,
    Command command,
    Request request,
    Rendering rendering,
    String commandId,
    Memory memory,
    Clock clock) {
  private static final AccountCodec CODEC = new AccountCodec();

  Uni<Reply> attempt() {
    return accounts().chain(this::guard);
  }

  private Uni<List<Snapshot<Account>>> accounts() {
    return command.opensAccount()
        ? Uni.createFrom().item(command.accounts().stream().map(this::unopened).toList())
        : Uni.join().all(command.accounts().stream().map(this::load).toList()).andFailFast();
  }

  private Snapshot<Account> unopened(UUID account) {
    return Snapshot.none(AccountIds.stream(account));
  }

  private Uni<Snapshot<Account>> load(UUID account) {
    return store.load(AccountIds.stream(account), request.deadline());
  }

  private Uni<Reply> guard(List<Snapshot<Account>> accounts) {
    var missing = missing(accounts);
    if (missing.isPresent()) {
      return memory.firstAnswerOr(rendering.noSuchAccount(missing.get()));
    }
    var version = accounts.get(0).version();
    if (request.expectedVersions().map(versions -> !versions.contains(version)).orElse(false)) {
      return memory.firstAnswerOr(rendering.versionMismatch(version));
    }
    return command.decide(accounts).either(events -> commit(accounts, events), this::refuse);
  }

  private Optional<UUID> missing(List<Snapshot<Account>> accounts) {
    return command.opensAccount()
        ? Optional.empty()
        : IntStream.range(0, accounts.size())
            .filter(i -> !accounts.get(i).exists())
            .mapToObj(command.accounts()::get)
            .findFirst();
  }

  private Uni<Reply> commit(List<Snapshot<Account>> accounts, List<AccountEvent> events) {
    var at = now(accounts);
    var recorded =
        IntStream.range(0, events.size())
            .mapToObj(i -> recorded(accounts.get(i), events.get(i), at))
            .toList();
    var appends =
        IntStream.range(0, events.size())
            .mapToObj(i -> new Append<>(accounts.get(i), List.of(recorded.get(i))))
            .toList();
    var answer = rendering.recorded(recorded, accounts.get(0).plus(recorded.get(0), CODEC));
    return settle(new Commit<>(commandId, appends, memory.of(answer, at)), answer);
  }

  private Uni<Reply> refuse(Refusal refusal) {
    var answer = rendering.refused(refusal);
    var marker = memory.of(answer, now(List.of()));
    return marker.isEmpty() || refusal.isFlawedRequest()
        ? Uni.createFrom().item(new Reply(answer, false))
        : settle(new Commit<>(commandId, List.of(), marker), answer);
  }

  private Uni<Reply> settle(Commit<Account, AccountEvent> commit, Answer answer) {
    return store
        .commit(commit, request.deadline())
        .map(earlier -> earlier.map(memory::replay).orElse(new Reply(answer, false)));
  }

  private RecordedEvent<AccountEvent> recorded(
      Snapshot<Account> before, AccountEvent event, Instant at) {
    var traceParent = request.traceParent().orElse(null);
    return new RecordedEvent<>(
        before.stream(), before.version() + 1, at, commandId, traceParent, event);
  }

  /** One moment for all accounts, since a transfer's legs happen together. */
  private Instant now(List<Snapshot<Account>> accounts) {
    var latest =
        accounts.stream()
            .map(Snapshot::updatedAt)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null);
    return Timestamp.notBefore(latest, clock.instant());
  }
}
