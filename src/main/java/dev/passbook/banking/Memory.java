package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an idempotency key remembers of one command. For a request without a key it remembers
 * nothing.
 *
 * <p>A key is written with the effect, in one transaction, never before or after it; so a retry
 * finds either both or none, whoever ran first and whatever was lost on the way.
 *
 * @param markerKey where it is remembered; empty for a request without a key
 * @param fingerprint of what the client sent
 */
record Memory(
    EventStore<Account, AccountEvent> store,
    Optional<String> markerKey,
    Command command,
    String fingerprint,
    String commandId,
    Rendering rendering,
    Deadline deadline,
    Duration retention) {

  static Memory of(
      EventStore<Account, AccountEvent> store,
      Command command,
      Request request,
      Rendering rendering,
      String commandId,
      Duration retention) {
    return new Memory(
        store,
        request.key().map(key -> IdempotencyKeys.marker(request.caller(), command, key)),
        command,
        request.key().map(key -> IdempotencyKeys.fingerprint(command)).orElse(""),
        commandId,
        rendering,
        request.deadline(),
        retention);
  }

  /** The marker to be written together with what this answer tells. */
  Optional<Marker> of(Answer answer, Instant at) {
    return markerKey.map(
        key -> new Marker(key, fingerprint, commandId, answer.members(), at, at.plus(retention)));
  }

  /** The answer that a key's earlier request was given. */
  Reply replay(Marker earlier) {
    return isOfThisRequest(earlier)
        ? new Reply(rendering.again(Answer.of(earlier.answer())), true)
        : new Reply(rendering.keyReused(), false);
  }

  private boolean isOfThisRequest(Marker earlier) {
    return earlier.fingerprint().equals(fingerprint)
        || earlier.fingerprint().equals(IdempotencyKeys.earlierFingerprint(command));
  }

  /**
   * An answer to which nothing is recorded but that the key remembers it, unless it did already.
   */
  Uni<Reply> remembering(Answer answer, Instant at) {
    return of(answer, at)
        .map(marker -> new Commit<Account, AccountEvent>(List.of(), List.of(marker)))
        .map(commit -> Uni.createFrom().deferred(() -> store.commit(commit, deadline)))
        .map(standing -> standing.map(earlier -> replayOr(answer, earlier)))
        .orElseGet(() -> Uni.createFrom().item(new Reply(answer, false)));
  }

  private Reply replayOr(Answer answer, List<Marker> standing) {
    return standing.isEmpty() ? new Reply(answer, false) : replay(standing.get(0));
  }

  /** The first answer, if there was one: it goes before any that decides nothing. */
  Uni<Reply> firstAnswerOr(Answer answer) {
    return firstAnswer().map(first -> first.orElse(new Reply(answer, false)));
  }

  Uni<Reply> firstAnswerOr(Throwable failure) {
    return firstAnswer()
        .onItem()
        .transformToUni(
            first ->
                first
                    .map(Uni.createFrom()::item)
                    .orElseGet(() -> Uni.createFrom().failure(failure)));
  }

  private Uni<Optional<Reply>> firstAnswer() {
    return markerKey
        .map(key -> store.findMarker(key, deadline).map(found -> found.map(this::replay)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }
}
