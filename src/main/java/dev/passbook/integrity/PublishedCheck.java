package dev.passbook.integrity;

import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.CommitLog;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares a stream with what was published of it. The chain at one version stands for all events
 * up to it, so that two reads show a removed tail and a chain that was computed anew.
 */
record PublishedCheck(CommitLog<?, ?> log, Deadline deadline) {

  Uni<List<Finding>> check(StreamId stream, PublishedHead published) {
    return upTo(stream, published.version())
        .chain(
            last ->
                upTo(stream, published.chainedVersion())
                    .map(chained -> compare(published, last, chained)));
  }

  private Uni<Optional<StoredCommit<?, ?>>> upTo(StreamId stream, long version) {
    return version < 1
        ? Uni.createFrom().item(Optional.empty())
        : log.upTo(stream, version, deadline).map(found -> found.map(row -> row));
  }

  private static List<Finding> missing(PublishedHead published, Optional<StoredCommit<?, ?>> last) {
    var reached = last.map(StoredCommit::lastVersion).orElse(0L);
    return reached < published.version()
        ? List.of(new Finding(reached + 1, "The event was published, and the table lacks it"))
        : List.of();
  }

  /** A chain that is missing because its row is missing is no finding of its own. */
  private static List<Finding> compare(
      PublishedHead published,
      Optional<StoredCommit<?, ?>> last,
      Optional<StoredCommit<?, ?>> chained) {
    var missing = missing(published, last);
    var version = published.chainedVersion();
    return published.chain() == null
            || chained.filter(row -> isAt(row, published)).isPresent()
            || !missing.isEmpty() && missing.get(0).version() <= version
        ? missing
        : Stream.concat(
                missing.stream(),
                Stream.of(new Finding(version, "The row's chain is not the published one")))
            .toList();
  }

  private static boolean isAt(StoredCommit<?, ?> row, PublishedHead published) {
    return row.lastVersion() == published.chainedVersion() && published.chain().equals(chain(row));
  }

  private static Chain chain(StoredCommit<?, ?> row) {
    try {
      return row.chain();
    } catch (UnreadableHistory e) {
      return null;
    }
  }
}
