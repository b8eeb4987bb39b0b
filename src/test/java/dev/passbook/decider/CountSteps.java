package dev.passbook.decider;

import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * A command that records an event for each of its steps, and none without steps.
 *
 * @param claim the name that it claims
 * @param reason why it is refused, if only the history knows that
 */
record CountSteps(
    StreamId stream,
    List<Long> steps,
    Optional<String> key,
    Optional<String> claim,
    Supplier<Uni<CommandDecision.Refused<Counted>>> reason)
    implements Command<Tally, Counted> {

  static CountSteps of(StreamId stream, long... steps) {
    var boxed = LongStream.of(steps).boxed().toList();
    return new CountSteps(stream, boxed, Optional.empty(), Optional.empty(), null);
  }

  CountSteps under(String otherKey) {
    return new CountSteps(stream, steps, Optional.of(otherKey), claim, reason);
  }

  CountSteps claiming(String name) {
    return new CountSteps(stream, steps, key, Optional.of(name), reason);
  }

  /** Lets the history say why the command is refused. */
  CountSteps refusedFor(Supplier<Uni<CommandDecision.Refused<Counted>>> why) {
    return new CountSteps(stream, steps, key, claim, why);
  }

  @Override
  public List<StreamId> streams() {
    return List.of(stream);
  }

  @Override
  public Optional<Set<Long>> expectedVersions() {
    return Optional.empty();
  }

  @Override
  public CommandDecision<Counted> decide(List<Snapshot<Tally>> states, Instant at) {
    var total = states.get(0).state().total();
    var events = new ArrayList<Counted>();
    for (var step : steps) {
      total += step;
      events.add(new Counted(step, total, null));
    }
    if (total <= CountUp.MOST) {
      return new CommandDecision.Accepted<>(
          List.of(events), claim.map(name -> "total " + total(events)));
    }
    return reason == null ? refusal("too much") : new CommandDecision.Unexplained<>(reason);
  }

  private static long total(List<Counted> events) {
    return events.get(events.size() - 1).total();
  }

  static CommandDecision.Refused<Counted> refusal(String body) {
    return new CommandDecision.Refused<>(response(422, body), "TOO_MUCH", true);
  }

  @Override
  public Optional<String> claimedName() {
    return claim;
  }

  @Override
  public CommandDecision.Refused<Counted> claimed(Claim standing) {
    return refusal("claimed by " + standing.by());
  }

  @Override
  public Optional<IdempotencyKey> idempotencyKey() {
    return key.map(
        it -> new IdempotencyKey("steps-" + it, Optional.empty(), "print of " + steps, List.of()));
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
  public Deadline deadline() {
    return Tallies.deadline();
  }

  @Override
  public CommandResponse accepted(Change<Tally, Counted> change) {
    var after = change.after().get(0);
    return response(
        200,
        change.events().get(0).size()
            + " events to version "
            + after.version()
            + ", total "
            + after.state().total());
  }

  @Override
  public CommandResponse notFound() {
    return response(404, "no tally");
  }

  @Override
  public CommandResponse versionMismatch(Snapshot<Tally> actual) {
    throw new AssertionError("no version was expected");
  }

  @Override
  public CommandResponse keyReused() {
    return response(422, "key reused");
  }

  private static CommandResponse response(int status, String body) {
    return new CommandResponse(status, null, null, body);
  }
}
