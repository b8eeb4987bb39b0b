package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Streams that are found together, under the name that their first events give (see {@link
 * EventCodec#listedUnder}).
 *
 * <p>Unlike everything that {@link EventStore} reads, a list is eventually consistent: a stream is
 * in it a moment after it began.
 */
public interface Listing<E> {

  /**
   * The first events of the streams under a name, in the order in which they began.
   *
   * @param after where the page begins; empty for the first one
   * @return at most {@code limit} of them; fails with {@link StoreUnavailable} as the store does
   */
  Uni<List<RecordedEvent<E>>> page(
      String name, Optional<ListPlace> after, int limit, Deadline deadline);
}
