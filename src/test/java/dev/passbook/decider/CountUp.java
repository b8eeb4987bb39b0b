package dev.passbook.decider;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A command on a second aggregate, to show that the decider does not depend on accounts. */
record CountUp(
    StreamId stream,
    long by,
    Optional<String> key,
    Optional<Set<Long>> expectedVersions,
    Deadline deadline)
    implements Command<Tally, Counted> {
  /** The largest count of a tally. */
  static final long MOST = 100;

  static CountUp by(long by, StreamId stream) {
    return new CountUp(stream, by, Optional.empty(), Optional.empty(), Tallies.deadline());
  }

  CountUp under(String key) {
    return new CountUp(stream, by, Optional.of(key), expectedVersions, deadline);
  }

  CountUp atVersion(long version) {
    return new CountUp(stream, by, key, Optional.of(Set.of(version)), deadline);
  }

  CountUp until(Deadline other) {
    return new CountUp(stream, by, key, expectedVersions, other);
  }

  @Override
  public List<StreamId> streams() {
    return List.of(stream);
  }

  /** A count by zero opens a tally. */
  @Override
  public boolean createsStream() {
    return by == 0;
  }

  /** A test sends all openings of one tally under one key. */
  @Override
  public boolean isStreamNamedByKey() {
    return createsStream() && key.isPresent();
  }

  @Override
  public CommandDecision<Counted> decide(List<Snapshot<Tally>> states, Instant at) {
    var total = states.get(0).exists() ? states.get(0).state().total() : 0;
    return total + by > MOST
        ? new CommandDecision.Refused<>(response(422, "at " + total), "TOO_MUCH", true)
        : CommandDecision.accept(List.of(new Counted(by, total + by, null)));
  }

  @Override
  public Optional<IdempotencyKey> idempotencyKey() {
    return key.map(
        it ->
            new IdempotencyKey(
                "key-" + it, Optional.empty(), IdempotencyKey.digest(List.of("" + by)), List.of()));
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public Optional<String> traceParent() {
    return Optional.empty();
  }

  @Override
  public CommandResponse accepted(Change<Tally, Counted> change) {
    return response(201, "total " + change.after().get(0).state().total());
  }

  @Override
  public CommandResponse notFound() {
    return response(404, "no tally");
  }

  @Override
  public CommandResponse versionMismatch(Snapshot<Tally> actual) {
    return response(412, "at version " + actual.version());
  }

  @Override
  public CommandResponse keyReused() {
    return response(422, "key reused");
  }

  private static CommandResponse response(int status, String body) {
    return new CommandResponse(status, null, null, body);
  }
}
