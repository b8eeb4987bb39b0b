package dev.passbook.decider;

import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides one command. The same command can be decided again, on another state, under the same
 * command id.
 *
 * <p>The contract fixes the order of the guards: the idempotency key, then existence, then the
 * expected version, then the rules. Whatever is about to be answered gives way to a first response.
 */
record CommandExecution<S, E>(
    Command<S, E> command,
    String commandId,
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
    return command
        .decide(states)
        .either(
            accepted -> recorded(states, accepted.events(), at), refused -> refused(refused, at));
  }

  private boolean areThere(List<Snapshot<S>> states) {
    return IntStream.range(0, states.size()).allMatch(i -> isThere(i, states.get(i)));
  }

  private boolean isThere(int place, Snapshot<S> stream) {
    return stream.exists() && command.mayUse(place, stream.state());
  }

  private Outcome<S, E> recorded(List<Snapshot<S>> before, List<E> events, Instant at) {
    var recorded =
        IntStream.range(0, events.size())
            .mapToObj(i -> recorded(before.get(i), events.get(i), at))
            .toList();
    var after =
        IntStream.range(0, events.size())
            .mapToObj(i -> before.get(i).plus(recorded.get(i), codec))
            .toList();
    var response = command.accepted(recorded, before.get(0), after.get(0));
    return new Outcome.Recorded<>(recorded, after, response, idempotency.marker(response, at));
  }

  private RecordedEvent<E> recorded(Snapshot<S> before, E event, Instant at) {
    var traceParent = command.traceParent().orElse(null);
    return new RecordedEvent<>(
        before.stream(), before.version() + 1, at, commandId, traceParent, event);
  }

  private Outcome<S, E> unlessAnswered(CommandResponse response) {
    return new Outcome.Unrecorded<>(idempotency.firstResponseOr(response));
  }

  private Outcome<S, E> refused(Decision.Refused<E> refused, Instant at) {
    var response = refused.response();
    var result =
        refused.isRemembered()
            ? idempotency.remember(response, at)
            : idempotency.firstResponseOr(response);
    return new Outcome.Unrecorded<>(
        result.invoke(given -> count(refused.reason(), given.response() == response)));
  }

  /** The key may have had another response. */
  private void count(String reason, boolean isTheResponse) {
    if (isTheResponse) {
      metrics.declined(reason);
    }
  }
}
