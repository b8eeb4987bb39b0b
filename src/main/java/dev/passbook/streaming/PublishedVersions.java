package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;

/** Knows up to which version accounts may have been published before a restore. */
public interface PublishedVersions {
  /** Knows nothing, so that consumers are told about every account. */
  PublishedVersions UNKNOWN = (account, deadline) -> Uni.createFrom().item(Long.MAX_VALUE);

  /**
   * Knows only that accounts were opened, so that consumers are told about those which a restored
   * table does not have.
   */
  PublishedVersions OPENED = (account, deadline) -> Uni.createFrom().item(1L);

  /** Returns the last version that may have been published; the largest number if unknown. */
  Uni<Long> of(StreamId account, Deadline deadline);
}
