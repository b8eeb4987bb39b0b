package dev.passbook.integrity;

import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredCommit;
import dev.passbook.eventstore.UnreadableHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks commits of one stream, each against the ones before it. After a finding it goes on with
 * what is still known. It is not thread-safe.
 *
 * @param <S> the state
 * @param <E> the event
 */
final class HistoryCheck<S, E> {
  private final EventCodec<S, E> codec;
  private final ChainCheck chain;
  private final List<Finding> findings = new ArrayList<>();
  private E first;
  private long version;
  private Instant at;

  /** The state at the version; null after a finding that leaves it unknown. */
  private Snapshot<S> state;

  /**
   * @param start the state after which the check begins, with its chain
   * @param first the stream's first event; null if it is unknown, or the check begins with it
   * @param cutOver the moment after which each row must have a chain; null if none is recorded
   */
  HistoryCheck(EventCodec<S, E> codec, Snapshot<S> start, E first, Instant cutOver) {
    this.codec = codec;
    this.state = start.exists() && start.state() == null ? null : start.chained(null);
    this.version = start.version();
    this.at = start.updatedAt();
    this.first = first;
    this.chain = new ChainCheck(start, cutOver, (text, where) -> find(where, text));
  }

  /** Returns the last version that was checked. */
  long version() {
    return version;
  }

  ChainCheck chain() {
    return chain;
  }

  /** Returns what was found since the last call. */
  List<Finding> takeFindings() {
    var found = List.copyOf(findings);
    findings.clear();
    return found;
  }

  /** Returns the commit's events, as far as they can be read. */
  List<RecordedEvent<E>> check(StoredCommit<S, E> commit) {
    checkVersion(commit);
    var events = events(commit);
    checkTime(events);
    events.forEach(this::fold);
    checkSnapshot(commit);
    chain.check(commit, events.isEmpty() ? null : events.get(0).at());
    version = Math.max(version, commit.lastVersion());
    return events;
  }

  /** Ends the check at a version up to which no more rows are stored. */
  void endAt(long last) {
    find(version + 1, missingUntil(last));
    version = last;
  }

  void find(long where, String text) {
    findings.add(new Finding(where, text));
  }

  private void checkVersion(StoredCommit<S, E> commit) {
    if (commit.version() == version + 1) {
      return;
    }
    if (commit.version() > version + 1) {
      find(version + 1, missingUntil(commit.version() - 1));
    } else {
      find(commit.version(), "The row begins at a version that the row before it has as well");
    }
    state = null;
    chain.lose();
  }

  private String missingUntil(long last) {
    return last == version + 1
        ? "The event is missing"
        : "The events from here to version " + last + " are missing";
  }

  private List<RecordedEvent<E>> events(StoredCommit<S, E> commit) {
    try {
      return commit.events();
    } catch (UnreadableHistory e) {
      find(commit.version(), "The row's events can't be read");
      state = null;
      return List.of();
    }
  }

  private void checkTime(List<RecordedEvent<E>> events) {
    if (events.isEmpty()) {
      return;
    }
    var time = events.get(0).at();
    if (at != null && time.isBefore(at)) {
      find(events.get(0).version(), "The time is before that of the event before");
    }
    at = time;
  }

  private void fold(RecordedEvent<E> event) {
    first = event.version() == 1 ? event.event() : first;
    if (state == null) {
      return;
    }
    try {
      state = state.plus(event, codec);
    } catch (UnreadableHistory e) {
      find(event.version(), reason(e));
      state = null;
    }
  }

  /** The fold gives its reasons in these exceptions. The text of any other is not for clients. */
  private static String reason(UnreadableHistory failure) {
    var why = "The event does not follow from the events before it";
    return failure.getCause() instanceof IllegalStateException contradiction
        ? why + ": " + FailureText.of(contradiction)
        : why;
  }

  /**
   * A state that is not known any more is taken from the next snapshot. A snapshot of an unknown
   * format is ignored, as in every read. One that names no format at all is a finding, since no
   * release writes it.
   */
  private void checkSnapshot(StoredCommit<S, E> commit) {
    try {
      if (commit.hasMalformedSnapshot()) {
        find(commit.lastVersion(), "The snapshot names no format");
      }
      var snapshot = commit.snapshot();
      if (snapshot.isEmpty()) {
        return;
      }
      var stored = complete(snapshot.get(), commit);
      if (state == null) {
        state = stored;
      } else if (!stored.equals(state)) {
        find(commit.lastVersion(), "The snapshot is not the state after the events");
      }
    } catch (UnreadableHistory e) {
      find(commit.lastVersion(), "The snapshot can't be read, or contradicts the row's last event");
    }
  }

  private Snapshot<S> complete(Snapshot<S> snapshot, StoredCommit<S, E> commit) {
    return commit.hasEarlierSnapshot() && first != null
        ? snapshot.with(codec.complete(snapshot.state(), first))
        : snapshot;
  }
}
