package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Lists streams under the name that their events give (see {@link EventCodec#listedUnder}).
 *
 * <p>A list is eventually consistent, unlike the reads of {@link EventStore}. A new stream is in it
 * after a moment.
 */
public interface Listing<E> {

  /**
   * Returns the first events of the streams under a name, in the order in which they were recorded.
   *
   * @param after the place after which the page begins; empty for the first page
   * @return at most {@code limit} events; fails with {@link StoreUnavailable} as the store does
   */
  Uni<List<RecordedEvent<E>>> page(
      String name, Optional<ListPlace> after, int limit, Deadline deadline);

  /**
   * Returns the first events of all streams of a category, newest first, without those that can't
   * be read. Only the local table of dev mode can be listed like this. In production the list is
   * empty, since it would take a read of the whole table.
   *
   * @param after the place after which the page begins; empty for the first page
   * @return at most {@code limit} events; fails with {@link StoreUnavailable} as the store does
   */
  Uni<List<RecordedEvent<E>>> all(
      String category, Optional<ListPlace> after, int limit, Deadline deadline);
}
