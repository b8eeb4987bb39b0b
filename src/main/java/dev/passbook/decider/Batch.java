package dev.passbook.decider;

import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Claim;
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
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Commands on the same streams, each decided on the states that the commands before it lead to. The
 * batch records one row in each stream, all rows or none.
 */
final class Batch<S, E> {
  private final List<PendingCommand<S, E>> commands;
  private final List<Snapshot<S>> before;
  private final Map<PendingCommand<S, E>, Outcome.Recorded<S, E>> recorded = new LinkedHashMap<>();
  private final Map<PendingCommand<S, E>, Uni<CommandResult>> unrecorded = new LinkedHashMap<>();
  private List<Snapshot<S>> after;

  private Batch(List<PendingCommand<S, E>> commands, List<Snapshot<S>> before) {
    this.commands = commands;
    this.before = before;
    this.after = before;
  }

  static <S, E> Batch<S, E> decide(
      List<PendingCommand<S, E>> commands, List<Snapshot<S>> states, Instant at) {
    var batch = new Batch<>(commands, states);
    commands.forEach(command -> batch.decide(command, at));
    return batch;
  }

  private void decide(PendingCommand<S, E> command, Instant at) {
    var outcome = outcome(command, at);
    if (outcome instanceof Outcome.Recorded<S, E> accepted) {
      recorded.put(command, accepted);
      after = accepted.change().after();
    } else if (outcome instanceof Outcome.Unrecorded<S, E> refused) {
      unrecorded.put(command, refused.result());
    }
  }

  /** A command whose decision throws must not fail the others. */
  private Outcome<S, E> outcome(PendingCommand<S, E> command, Instant at) {
    try {
      return command.execution().decide(after, at);
    } catch (RuntimeException e) {
      return new Outcome.Unrecorded<>(Uni.createFrom().failure(e));
    }
  }

  List<PendingCommand<S, E>> commands() {
    return commands;
  }

  boolean recordsNothing() {
    return recorded.isEmpty();
  }

  /** Returns the commands that record events, with their outcomes. */
  Map<PendingCommand<S, E>, Outcome.Recorded<S, E>> recorded() {
    return recorded;
  }

  /** Returns the other commands, with their results. They hold once the states are proven. */
  Map<PendingCommand<S, E>, Uni<CommandResult>> unrecorded() {
    return unrecorded;
  }

  /** Returns the states that the first command was decided on. */
  List<Snapshot<S>> before() {
    return before;
  }

  /** A command whose stream is named by its key is alone in its batch. */
  Commit<S, E> commit() {
    var markers = markers();
    var named = commands.get(0).isStreamNamedByKey();
    var own = named ? markers.stream().findFirst() : Optional.<Marker>empty();
    var appends =
        IntStream.range(0, before.size())
            .mapToObj(stream -> new Append<>(before.get(stream), events(stream), own))
            .filter(append -> !append.events().isEmpty())
            .toList();
    return new Commit<>(appends, named ? List.of() : markers, claims());
  }

  private List<RecordedEvent<E>> events(int stream) {
    return recorded.values().stream()
        .flatMap(outcome -> outcome.change().events().get(stream).stream())
        .toList();
  }

  private List<Marker> markers() {
    var markers = new ArrayList<Marker>();
    recorded.values().forEach(outcome -> outcome.marker().ifPresent(markers::add));
    return markers;
  }

  private List<Claim> claims() {
    var claims = new ArrayList<Claim>();
    recorded.values().forEach(outcome -> outcome.claim().ifPresent(claims::add));
    return claims;
  }
}
