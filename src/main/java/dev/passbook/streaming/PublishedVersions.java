package dev.passbook.streaming;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;

/** Knows up to which version accounts may have been published before a restore. */
public interface PublishedVersions {
  /** Returns the largest version of every account, so that consumers learn of all of them. */
  PublishedVersions UNKNOWN = (account, deadline) -> Uni.createFrom().item(Long.MAX_VALUE);

  /**
   * Returns version 1 of every account, so that consumers learn of the accounts that a restored
   * table lacks.
   */
  PublishedVersions OPENED = (account, deadline) -> Uni.createFrom().item(1L);

  /** Returns the last version that may have been published; the largest number if unknown. */
  Uni<Long> of(StreamId account, Deadline deadline);
}
