package dev.passbook.streaming;

import dev.passbook.eventstore.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * Keeps what this process knows to be unpublished. For each account that the relay could not
 * finish, it keeps the account's first unpublished event; a restart finds these accounts again in
 * the table's stream. Parked accounts are not among them, since the table lists those.
 */
final class Backlog {
  private final Clock clock;
  private final ConcurrentMap<StreamId, Unpublished> waiting = new ConcurrentHashMap<>();
  private volatile ParkedAccounts.Count parked;

  /**
   * An account's first unpublished event.
   *
   * @param version 0 if it is not known which one it is
   * @param at when it was recorded, as far as that is known
   */
  record Unpublished(long version, Instant at) {}

  Backlog(Clock clock) {
    this.clock = clock;
  }

  void waits(StreamId account, Unpublished first) {
    waiting.put(account, first);
  }

  /**
   * Notes that an account could not be read. Its event has been waiting at least since this moment.
   */
  void fails(StreamId account) {
    waiting.putIfAbsent(account, new Unpublished(0, clock.instant()));
  }

  void isDone(StreamId account) {
    waiting.remove(account);
  }

  /** Drops an account that another process has published, unless it has changed meanwhile. */
  void isDone(StreamId account, Unpublished first) {
    waiting.remove(account, first);
  }

  void areParked(ParkedAccounts.Count count) {
    parked = count;
  }

  /** Returns the account whose unpublished event is the oldest. */
  Optional<Map.Entry<StreamId, Unpublished>> oldest() {
    return waiting.entrySet().stream()
        .min(Comparator.comparing(entry -> entry.getValue().at()))
        .map(Map.Entry::copyOf);
  }

  /** Returns the number of parked accounts, and no number before the first count. */
  double parkedAccounts() {
    var count = parked;
    return count == null ? Double.NaN : count.accounts();
  }

  /**
   * Returns the age in seconds of the oldest unpublished event, and 0 without one. The age of a
   * parked account's event counts from when the account was parked.
   */
  double oldestSeconds() {
    var count = parked;
    var since = count == null ? Optional.<Instant>empty() : count.since();
    return Stream.concat(since.stream(), oldest().stream().map(entry -> entry.getValue().at()))
        .min(Comparator.naturalOrder())
        .map(at -> Duration.between(at, clock.instant()).toMillis() / 1_000.0)
        .map(seconds -> Math.max(0, seconds))
        .orElse(count == null ? Double.NaN : 0.0);
  }
}
