package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.HoldExpired;
import dev.passbook.account.Refusal;
import dev.passbook.decider.Change;
import dev.passbook.decider.Command;
import dev.passbook.decider.CommandDecision;
import dev.passbook.decider.CommandResponse;
import dev.passbook.decider.IdempotencyKey;
import dev.passbook.eventstore.Actor;
import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Adapts a caller's command on accounts to the decider. */
record BankCommand(
    AccountCommand command,
    CommandRequest request,
    ResponseRenderer renderer,
    EventStore<Account, AccountEvent> store)
    implements Command<Account, AccountEvent> {
  /**
   * The refusals of a reversal that don't ask whether there was one before. A transfer's
   * withdrawing leg has the same name as the transfer, so what can't be reversed must not ask.
   */
  private static final Set<Refusal.Reason> BEFORE_A_CLAIM =
      Set.of(Refusal.Reason.NOT_REVERSIBLE, Refusal.Reason.ACCOUNT_CLOSED);

  BankCommand {
    if (command.opensAccount()) {
      var sent = command;
      command = request.key().map(key -> sent.under(markerKey(sent, request, key))).orElse(sent);
    }
  }

  @Override
  public List<StreamId> streams() {
    return command.accounts().stream().map(AccountIds::stream).toList();
  }

  @Override
  public boolean createsStream() {
    return command.opensAccount();
  }

  @Override
  public boolean isStreamNamedByKey() {
    return command.opensAccount() && request.key().isPresent();
  }

  @Override
  public boolean mayUse(int place, Account account) {
    return command.mayUse(request.caller(), place, account);
  }

  @Override
  public Optional<Set<Long>> expectedVersions() {
    return request.expectedVersions();
  }

  /** Records the lapses before the command's own events, unless the command needs none. */
  @Override
  public CommandDecision<AccountEvent> decide(List<Snapshot<Account>> accounts, Instant at) {
    var lapses = Lapses.of(accounts, at);
    return command
        .decide(lapses.after(), at)
        .either(
            effect -> accepted(lapses, effect), refusal -> refused(accounts.get(0), refusal, at));
  }

  private static CommandDecision<AccountEvent> accepted(Lapses lapses, Effect effect) {
    return new CommandDecision.Accepted<>(lapses.inFrontOf(effect.events()), effect.claimedBy());
  }

  private CommandDecision<AccountEvent> refused(
      Snapshot<Account> first, Refusal refusal, Instant at) {
    if (refusal.reason() == Refusal.Reason.HOLD_NOT_ACTIVE) {
      return new CommandDecision.Unexplained<>(() -> endOfHold(first, at));
    }
    var refused =
        refused(
            refusal.reason().name(),
            rendererFor(first).refused(refusal),
            !refusal.isFlawedRequest());
    return command
        .claimedName()
        .filter(name -> !BEFORE_A_CLAIM.contains(refusal.reason()))
        .<CommandDecision<AccountEvent>>map(
            name -> new CommandDecision.Unexplained<>(() -> unlessClaimed(name, refused)))
        .orElse(refused);
  }

  /** A second reversal is refused as such, even if the money is missing since the first one. */
  private Uni<CommandDecision.Refused<AccountEvent>> unlessClaimed(
      String name, CommandDecision.Refused<AccountEvent> refused) {
    return store
        .findClaim(name, deadline())
        .map(standing -> standing.map(this::claimed).orElse(refused));
  }

  private Uni<CommandDecision.Refused<AccountEvent>> endOfHold(
      Snapshot<Account> account, Instant at) {
    return new HoldHistory(store)
        .find(account, command.hold().orElseThrow(), at, deadline())
        .map(
            found ->
                found
                    .map(hold -> refused("HOLD_NOT_ACTIVE", renderer.holdNotActive(hold), true))
                    .orElseGet(() -> refused("HOLD_NOT_FOUND", renderer.holdNotFound(), false)));
  }

  private static CommandDecision.Refused<AccountEvent> refused(
      String reason, CommandResponse response, boolean isRemembered) {
    return new CommandDecision.Refused<>(response, reason, isRemembered);
  }

  @Override
  public Optional<String> claimedName() {
    return command.claimedName();
  }

  @Override
  public CommandDecision.Refused<AccountEvent> claimed(Claim standing) {
    return refused("ALREADY_REVERSED", renderer.alreadyReversed(standing.by()), true);
  }

  @Override
  public Actor actor() {
    return request.caller().actor();
  }

  @Override
  public boolean causes(AccountEvent event) {
    return !(event instanceof HoldExpired);
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

  private String markerKey(String key) {
    return markerKey(command, request, key);
  }

  /** Returns a digest that is unique for the key, caller, operation and target. */
  private static String markerKey(AccountCommand command, CommandRequest request, String key) {
    var parts = new ArrayList<>(request.caller().keyScope());
    parts.addAll(List.of(command.operation(), command.target(), key));
    return IdempotencyKey.digest(parts);
  }

  /** Counts what the client sent, and the subject that each event names as its actor. */
  @Override
  public int size() {
    var actor = actor();
    return Stream.concat(
            command.content().stream(), Stream.ofNullable(actor == null ? null : actor.subject()))
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
  public CommandResponse accepted(Change<Account, AccountEvent> change) {
    var own =
        change.events().stream()
            .filter(events -> !events.isEmpty())
            .map(events -> events.get(events.size() - 1))
            .toList();
    var after = AccountView.of(change.after().get(0), change.at());
    return rendererFor(change.before().get(0)).accepted(own, after);
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
