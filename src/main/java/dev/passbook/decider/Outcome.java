package dev.passbook.decider;

import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.Marker;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What a command leads to on its streams' states. */
sealed interface Outcome<S, E> {

  /**
   * The command records events.
   *
   * @param response given once the events are committed
   */
  record Recorded<S, E>(
      Change<S, E> change, CommandResponse response, Optional<Marker> marker, Optional<Claim> claim)
      implements Outcome<S, E> {}

  /**
   * The command records no event.
   *
   * @param result given once the state that it rests on is proven
   */
  record Unrecorded<S, E>(Uni<CommandResult> result) implements Outcome<S, E> {}
}
