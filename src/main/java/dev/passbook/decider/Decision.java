package dev.passbook.decider;

import java.util.List;
import java.util.function.Function;

/**
 * What a command leads to on a state: events, or a refusal.
 *
 * @param <E> the event
 */
public sealed interface Decision<E> {
  <T> T either(Function<Accepted<E>, T> accepted, Function<Refused<E>, T> refused);

  /**
   * The command is accepted.
   *
   * @param events one for each of the command's streams, in their order
   */
  record Accepted<E>(List<E> events) implements Decision<E> {
    @Override
    public <T> T either(Function<Accepted<E>, T> accepted, Function<Refused<E>, T> refused) {
      return accepted.apply(this);
    }
  }

  /**
   * The command changes nothing.
   *
   * @param reason for the metrics
   * @param isRemembered whether an idempotency key keeps the response; not for a request that could
   *     never have been right
   */
  record Refused<E>(CommandResponse response, String reason, boolean isRemembered)
      implements Decision<E> {
    @Override
    public <T> T either(Function<Accepted<E>, T> accepted, Function<Refused<E>, T> refused) {
      return refused.apply(this);
    }
  }
}
