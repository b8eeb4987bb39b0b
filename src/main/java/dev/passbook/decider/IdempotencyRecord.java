package dev.passbook.decider;

import dev.passbook.eventstore.CommandId;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Marker;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the first response to a command under its idempotency key. Without a key it keeps nothing.
 *
 * <p>A key that the store writes with events counts only if the events are applied. A retry finds
 * both or neither, whichever of the two requests ran first and whatever got lost on the way.
 *
 * @param retention how long the store keeps the response at least
 */
record IdempotencyRecord<S, E>(
    EventStore<S, E> store,
    Command<S, E> command,
    Optional<IdempotencyKey> key,
    CommandId id,
    Duration retention) {

  IdempotencyRecord(
      EventStore<S, E> store, Command<S, E> command, CommandId id, Duration retention) {
    this(store, command, command.idempotencyKey(), id, retention);
  }

  Optional<String> markerKey() {
    return key.map(IdempotencyKey::markerKey);
  }

  /** Returns the marker to write together with what the response reports. */
  Optional<Marker> marker(CommandResponse response, String commandId, Instant at) {
    return key.map(
        it ->
            new Marker(
                it.markerKey(),
                it.fingerprint(),
                commandId,
                response.members(),
                at,
                at.plus(retention)));
  }

  /** Returns the result for a key that has a marker already. */
  CommandResult replay(Marker earlier) {
    var isRetry = key.map(it -> it.isOf(earlier.fingerprint())).orElse(false);
    return isRetry
        ? new CommandResult(command.replayed(CommandResponse.of(earlier.answer())), true)
        : new CommandResult(command.keyReused(), false);
  }

  /** Keeps a response that comes without events, unless the key has one already. */
  Uni<CommandResult> remember(CommandResponse response, Instant at) {
    return marker(response, id.next(), at)
        .map(marker -> new Commit<S, E>(List.of(), List.of(marker)))
        .map(commit -> Uni.createFrom().deferred(() -> store.commit(commit, command.deadline())))
        .map(result -> result.map(made -> replayOr(response, made.standing())))
        .orElseGet(() -> Uni.createFrom().item(new CommandResult(response, false)));
  }

  private CommandResult replayOr(CommandResponse response, List<Marker> standing) {
    return standing.isEmpty() ? new CommandResult(response, false) : replay(standing.get(0));
  }

  /** Returns the first response if there is one. It takes precedence over this response. */
  Uni<CommandResult> firstResponseOr(CommandResponse response) {
    return currentResponse().map(first -> first.orElse(new CommandResult(response, false)));
  }

  /** Returns the first response if there is one, and else fails. */
  Uni<CommandResult> firstResponseOr(Throwable failure) {
    return currentResponse()
        .chain(
            first ->
                first
                    .map(Uni.createFrom()::item)
                    .orElseGet(() -> Uni.createFrom().failure(failure)));
  }

  /** Returns the first response under the key, in this release's form or an earlier one. */
  Uni<Optional<CommandResult>> firstResponse() {
    return earlierResponse()
        .chain(first -> first.isPresent() ? Uni.createFrom().item(first) : currentResponse());
  }

  boolean hasEarlierForm() {
    return earlierMarkerKey().isPresent();
  }

  /** Returns the response that an earlier release kept under another form of the key. */
  Uni<Optional<CommandResult>> earlierResponse() {
    return responseAt(earlierMarkerKey(), key -> store.findMarker(key, command.deadline()));
  }

  private Optional<String> earlierMarkerKey() {
    return key.flatMap(IdempotencyKey::earlierMarkerKey);
  }

  private Uni<Optional<CommandResult>> currentResponse() {
    return command.isStreamNamedByKey()
        ? responseAt(
            markerKey(), key -> store.findMarker(key, command.streams().get(0), command.deadline()))
        : responseAt(markerKey(), key -> store.findMarker(key, command.deadline()));
  }

  private Uni<Optional<CommandResult>> responseAt(
      Optional<String> place, Function<String, Uni<Optional<Marker>>> find) {
    return place
        .map(key -> find.apply(key).map(found -> found.map(this::replay)))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }
}
