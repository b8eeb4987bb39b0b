package dev.passbook.eventstore;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * Reads the commits of a stream for a check of its history. Every read is strongly consistent. It
 * does not fail because of what is stored, and {@link StoredCommit} says what can't be read.
 */
public interface CommitLog<S, E> {

  /** Returns the newest commit that begins at or before a version. */
  Uni<Optional<StoredCommit<S, E>>> upTo(StreamId stream, long version, Deadline deadline);

  /**
   * Returns commits that begin after a version, oldest first, at most {@code limit} of them. They
   * are fewer if they are large, and none only if there are no more.
   */
  Uni<List<StoredCommit<S, E>>> after(StreamId stream, long version, int limit, Deadline deadline);
}
