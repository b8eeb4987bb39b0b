package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/**
 * The moment from which on every commit of every stream must have a chain. Before it, streams may
 * have none, since earlier releases wrote none. An operator records it once all instances write
 * chains.
 */
public interface ChainCutOver {

  /** Returns the recorded moment, strongly consistent. */
  Uni<Optional<Instant>> find(Deadline deadline);

  /**
   * Records the moment, unless one is recorded.
   *
   * @return the moment that is recorded now
   */
  Uni<Instant> record(Instant moment, Deadline deadline);
}
