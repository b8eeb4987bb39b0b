package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.decider.Command;
import dev.passbook.decider.CommandResponse;
import dev.passbook.decider.Decision;
import dev.passbook.decider.IdempotencyKey;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Adapts a caller's command on accounts to the decider. */
record BankCommand(AccountCommand command, CommandRequest request, ResponseRenderer renderer)
    implements Command<Account, AccountEvent> {

  @Override
  public List<StreamId> streams() {
    return command.accounts().stream().map(AccountIds::stream).toList();
  }

  @Override
  public boolean createsStream() {
    return command.opensAccount();
  }

  @Override
  public boolean mayUse(int place, Account account) {
    return command.mayUse(request.caller(), place, account);
  }

  @Override
  public Optional<Set<Long>> expectedVersions() {
    return request.expectedVersions();
  }

  @Override
  public Decision<AccountEvent> decide(List<Snapshot<Account>> accounts) {
    return command
        .decide(accounts)
        .either(Decision.Accepted::new, refusal -> refused(accounts.get(0), refusal));
  }

  private Decision<AccountEvent> refused(Snapshot<Account> first, Refusal refusal) {
    return new Decision.Refused<>(
        rendererFor(first).refused(refusal), refusal.reason().name(), !refusal.isFlawedRequest());
  }

  @Override
  public Optional<IdempotencyKey> idempotencyKey() {
    return request
        .key()
        .map(
            key ->
                new IdempotencyKey(
                    markerKey(key),
                    request.earlierKey().map(this::markerKey),
                    IdempotencyKey.digest(command.content()),
                    command.earlierContent()));
  }

  /** Returns a digest that is unique for the key, caller, operation and target. */
  private String markerKey(String key) {
    var parts = new ArrayList<>(request.caller().keyScope());
    parts.addAll(List.of(command.operation(), command.target(), key));
    return IdempotencyKey.digest(parts);
  }

  @Override
  public int size() {
    return command.content().stream()
        .filter(Objects::nonNull)
        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  @Override
  public Optional<String> traceParent() {
    return request.traceParent();
  }

  @Override
  public Deadline deadline() {
    return request.deadline();
  }

  @Override
  public CommandResponse accepted(
      List<RecordedEvent<AccountEvent>> events, Snapshot<Account> before, Snapshot<Account> after) {
    return rendererFor(before).accepted(events, after);
  }

  @Override
  public CommandResponse notFound() {
    return renderer.notFound();
  }

  @Override
  public CommandResponse versionMismatch(Snapshot<Account> actual) {
    return rendererFor(actual).versionMismatch(actual.version());
  }

  @Override
  public CommandResponse keyReused() {
    return renderer.keyReused();
  }

  @Override
  public CommandResponse replayed(CommandResponse first) {
    return renderer.replayed(first);
  }

  /**
   * Checks the first account, which the response shows: the caller may be allowed to write to it,
   * but not to read it.
   */
  private ResponseRenderer rendererFor(Snapshot<Account> first) {
    return command.opensAccount() || request.caller().canRead(first.state().holder())
        ? renderer
        : renderer.withoutAccount();
  }
}
