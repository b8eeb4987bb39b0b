package dev.passbook.decider;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a command leads to on a state: events, or a refusal.
 *
 * @param <E> the event
 */
public sealed interface CommandDecision<E> {

  /** Accepts a command that records one event in each of its streams, in their order. */
  static <E> CommandDecision<E> accept(List<E> oneForEachStream) {
    return new Accepted<>(oneForEachStream.stream().map(List::of).toList(), Optional.empty());
  }

  /**
   * The command is accepted.
   *
   * @param events those of each stream, in the command's order; a command may need none at all
   * @param claimedBy what the command does under the name that it claims, for later commands that
   *     want the same name; empty if it claims none
   */
  record Accepted<E>(List<List<E>> events, Optional<String> claimedBy)
      implements CommandDecision<E> {}

  /**
   * The command changes nothing.
   *
   * @param reason for the metrics
   * @param isRemembered whether an idempotency key keeps the response; not for a request that could
   *     never have been right
   */
  record Refused<E>(CommandResponse response, String reason, boolean isRemembered)
      implements CommandDecision<E> {}

  /**
   * The command changes nothing, and only the history knows why.
   *
   * @param reason what happened in the past, so that it no longer changes
   */
  record Unexplained<E>(Supplier<Uni<Refused<E>>> reason) implements CommandDecision<E> {}
}
