package dev.passbook.decider;

import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.CommandId;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides one command. The same command can be decided again, on another state, and then has
 * another {@link CommandId}.
 *
 * <p>The contract fixes the order of the guards: the idempotency key, then existence, then the
 * expected version, then the rules. A first response takes precedence over any other one.
 */
record CommandExecution<S, E>(
    Command<S, E> command,
    CommandId id,
    IdempotencyRecord<S, E> idempotency,
    EventCodec<S, E> codec,
    DeciderMetrics metrics) {

  /**
   * Decides on the streams' states, given in the command's order. This method is pure: the outcome
   * holds what is left to do.
   */
  Outcome<S, E> decide(List<Snapshot<S>> states, Instant at) {
    if (!command.createsStream() && !areThere(states)) {
      return unlessAnswered(command.notFound());
    }
    var version = states.get(0).version();
    if (command.expectedVersions().map(versions -> !versions.contains(version)).orElse(false)) {
      return unlessAnswered(command.versionMismatch(states.get(0)));
    }
    var decision = command.decide(states, at);
    if (decision instanceof CommandDecision.Accepted<E> accepted) {
      return accepted(states, accepted, at);
    }
    return decision instanceof CommandDecision.Refused<E> refused
        ? new Outcome.Unrecorded<>(refused(refused, at))
        : unexplained((CommandDecision.Unexplained<E>) decision, at);
  }

  private boolean areThere(List<Snapshot<S>> states) {
    return IntStream.range(0, states.size()).allMatch(i -> isThere(i, states.get(i)));
  }

  private boolean isThere(int place, Snapshot<S> stream) {
    return stream.exists() && command.mayUse(place, stream.state());
  }

  private Outcome<S, E> accepted(
      List<Snapshot<S>> before, CommandDecision.Accepted<E> accepted, Instant at) {
    var commandId = id.next();
    var change = change(before, accepted.events(), commandId, at);
    var response = command.accepted(change);
    if (change.isEmpty()) {
      return unlessAnswered(response);
    }
    var claim =
        command
            .claimedName()
            .flatMap(name -> accepted.claimedBy().map(by -> new Claim(name, commandId, by, at)));
    return new Outcome.Recorded<>(
        change, response, idempotency.marker(response, commandId, at), claim);
  }

  private Change<S, E> change(
      List<Snapshot<S>> before, List<List<E>> events, String commandId, Instant at) {
    var recorded = new ArrayList<List<RecordedEvent<E>>>();
    var after = new ArrayList<Snapshot<S>>();
    for (int i = 0; i < before.size(); i++) {
      var ofStream = recorded(before.get(i), events.get(i), commandId, at);
      recorded.add(ofStream);
      after.add(plus(before.get(i), ofStream));
    }
    return new Change<>(recorded, before, after, at);
  }

  private List<RecordedEvent<E>> recorded(
      Snapshot<S> before, List<E> events, String commandId, Instant at) {
    return IntStream.range(0, events.size())
        .mapToObj(
            i -> recorded(before.stream(), before.version() + 1 + i, events.get(i), commandId, at))
        .toList();
  }

  private RecordedEvent<E> recorded(
      StreamId stream, long version, E event, String commandId, Instant at) {
    return command.causes(event)
        ? new RecordedEvent<>(
            stream,
            version,
            at,
            commandId,
            command.traceParent().orElse(null),
            command.actor(),
            event)
        : new RecordedEvent<>(stream, version, at, commandId, null, event);
  }

  private Snapshot<S> plus(Snapshot<S> before, List<RecordedEvent<E>> events) {
    var state = before;
    for (var event : events) {
      state = state.plus(event, codec);
    }
    return state;
  }

  private Outcome<S, E> unlessAnswered(CommandResponse response) {
    return new Outcome.Unrecorded<>(idempotency.firstResponseOr(response));
  }

  /** Returns the result if another command has claimed what this one wanted to claim. */
  Uni<CommandResult> claimed(Claim standing, Instant at) {
    return refused(command.claimed(standing), at);
  }

  private Outcome<S, E> unexplained(CommandDecision.Unexplained<E> decision, Instant at) {
    return new Outcome.Unrecorded<>(
        Uni.createFrom()
            .deferred(() -> decision.reason().get())
            .chain(refused -> refused(refused, at)));
  }

  private Uni<CommandResult> refused(CommandDecision.Refused<E> refused, Instant at) {
    var response = refused.response();
    var result =
        refused.isRemembered()
            ? idempotency.remember(response, at)
            : idempotency.firstResponseOr(response);
    return result.invoke(given -> count(refused.reason(), given.response() == response));
  }

  /** The key may have had another response. */
  private void count(String reason, boolean isTheResponse) {
    if (isTheResponse) {
      metrics.declined(reason);
    }
  }
}
