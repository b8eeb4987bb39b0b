package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an idempotency key remembers of one command. For a request without a key it remembers
 * nothing.
 *
 * <p>A key is written with the effect, in one transaction, never before or after it; so a retry
 * finds either both or none, whoever ran first and whatever was lost on the way.
 */
record Memory(
    EventStore<Account, AccountEvent> store,
    Command command,
    Request request,
    Rendering rendering,
    String commandId,
    Duration retention) {

  /** The marker to be written together with what this answer tells. */
  Optional<Marker> of(Answer answer, Instant at) {
    return markerKey()
        .map(
            key ->
                new Marker(
                    key,
                    IdempotencyKeys.fingerprint(command),
                    commandId,
                    answer.members(),
                    at,
                    at.plus(retention)));
  }

  /** The answer that a key's earlier request was given. */
  Reply replay(Marker earlier) {
    return earlier.fingerprint().equals(IdempotencyKeys.fingerprint(command))
        ? new Reply(Answer.of(earlier.answer()), true)
        : new Reply(rendering.keyReused(), false);
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
    return markerKey()
        .map(key -> store.findMarker(key, request.deadline()).map(found -> found.map(this::replay)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  private Optional<String> markerKey() {
    return request.key().map(key -> IdempotencyKeys.marker(command, key));
  }
}
