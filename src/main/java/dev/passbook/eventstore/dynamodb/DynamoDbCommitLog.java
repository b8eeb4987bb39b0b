package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Reads a stream's rows one by one, so that a damaged row does not hide the others. */
final class DynamoDbCommitLog<S, E> implements CommitLog<S, E> {
  private final RowReader<S, E> rows;

  DynamoDbCommitLog(RowReader<S, E> rows) {
    this.rows = rows;
  }

  @Override
  public Uni<Optional<StoredCommit<S, E>>> upTo(StreamId stream, long version, Deadline deadline) {
    return rows.readEach(RowRange.newest(stream, version, 1), deadline)
        .map(found -> found.stream().findFirst());
  }

  @Override
  public Uni<List<StoredCommit<S, E>>> after(
      StreamId stream, long version, int limit, Deadline deadline) {
    return rows.readEach(RowRange.forward(stream, version + 1, Long.MAX_VALUE, limit), deadline);
  }
}
