package dev.passbook.decider;

import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** What a command leads to on its streams' states. */
sealed interface Outcome<S, E> {

  /**
   * The command records events.
   *
   * @param events one for each stream, in the command's order
   * @param after each stream's state after its event
   * @param response given once the events are committed
   */
  record Recorded<S, E>(
      List<RecordedEvent<E>> events,
      List<Snapshot<S>> after,
      CommandResponse response,
      Optional<Marker> marker)
      implements Outcome<S, E> {}

  /**
   * The command records no event.
   *
   * @param result given once the state that it rests on is proven
   */
  record Unrecorded<S, E>(Uni<CommandResult> result) implements Outcome<S, E> {}
}
