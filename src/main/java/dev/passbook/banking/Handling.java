package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One command: what is decided on it, and how that is told. It can be decided again, on another
 * state, under the same command id.
 *
 * <p>The guards' order is the contract's: first the idempotency key (whatever is about to be
 * answered gives way to a first answer), then existence, then the expected version, then the rules.
 * What is not within the caller's reach does not exist, whatever else there is to say about it.
 */
record Handling(
    Command command,
    Request request,
    Rendering rendering,
    String commandId,
    Memory memory,
    BankFigures figures) {
  private static final AccountCodec CODEC = new AccountCodec();

  /**
   * Decides on the accounts, given in the order in which the command names them. Pure: whatever is
   * yet to be done is done when somebody subscribes to the verdict's reply.
   */
  Verdict decide(List<Snapshot<Account>> accounts, Instant at) {
    var missing = missing(accounts);
    if (missing.isPresent()) {
      return unlessAnswered(rendering.noSuchAccount(missing.get()));
    }
    var version = accounts.get(0).version();
    if (request.expectedVersions().map(versions -> !versions.contains(version)).orElse(false)) {
      return unlessAnswered(rendering(accounts).versionMismatch(version));
    }
    return command
        .decide(accounts)
        .either(
            events -> recorded(accounts, events, at),
            refusal -> refused(rendering(accounts).refused(refusal), refusal, at));
  }

  /** The first account is the one that answers and refusals tell of. */
  private Rendering rendering(List<Snapshot<Account>> accounts) {
    return command.opensAccount() || request.caller().sees(accounts.get(0).state().holder())
        ? rendering
        : rendering.unread();
  }

  private Optional<UUID> missing(List<Snapshot<Account>> accounts) {
    return command.opensAccount()
        ? Optional.empty()
        : IntStream.range(0, accounts.size())
            .filter(i -> !isThere(i, accounts.get(i)))
            .mapToObj(command.accounts()::get)
            .findFirst();
  }

  private boolean isThere(int place, Snapshot<Account> account) {
    return account.exists() && command.isWithinReach(request.caller(), place, account.state());
  }

  private Verdict recorded(
      List<Snapshot<Account>> accounts, List<AccountEvent> events, Instant at) {
    var recorded =
        IntStream.range(0, events.size())
            .mapToObj(i -> recorded(accounts.get(i), events.get(i), at))
            .toList();
    var after =
        IntStream.range(0, events.size())
            .mapToObj(i -> accounts.get(i).plus(recorded.get(i), CODEC))
            .toList();
    var answer = rendering(accounts).recorded(recorded, after.get(0));
    return new Verdict.Recorded(recorded, after, answer, memory.of(answer, at));
  }

  private RecordedEvent<AccountEvent> recorded(
      Snapshot<Account> before, AccountEvent event, Instant at) {
    var traceParent = request.traceParent().orElse(null);
    return new RecordedEvent<>(
        before.stream(), before.version() + 1, at, commandId, traceParent, event);
  }

  /** What decides nothing gives way to a first answer. */
  private Verdict unlessAnswered(Answer answer) {
    return new Verdict.Unrecorded(memory.firstAnswerOr(answer));
  }

  private Verdict refused(Answer answer, Refusal refusal, Instant at) {
    var reply =
        refusal.isFlawedRequest() ? memory.firstAnswerOr(answer) : memory.remembering(answer, at);
    return new Verdict.Unrecorded(reply.invoke(told -> tell(refusal, told.answer() == answer)));
  }

  /** The key may have remembered another answer. */
  private void tell(Refusal refusal, boolean isTheAnswer) {
    if (isTheAnswer) {
      figures.declined(refusal.reason());
    }
  }
}
