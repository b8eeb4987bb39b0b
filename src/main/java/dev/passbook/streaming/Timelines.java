package dev.passbook.streaming;

import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.dynamodb.TableFacts;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the timeline of a table, and raises it after a restore. */
public final class Timelines {
  private static final String NUMBER = "Timeline";
  private static final String RESTORED_AT = "RestoredAt";

  private final TableFacts facts;

  public Timelines(TableFacts facts) {
    this.facts = facts;
  }

  /** Reads the table's timeline, strongly consistent. */
  public Uni<Timeline> current(Deadline deadline) {
    return facts.read(deadline).map(Timelines::of);
  }

  /**
   * Begins the timeline of a restore. A second call for the same restore returns the timeline that
   * the first one began.
   *
   * @param restoredAt the moment to which the table was restored
   * @param least the least number of the new timeline, above all numbers that consumers know
   */
  public Uni<Timeline> raise(Instant restoredAt, int least, Deadline deadline) {
    return facts.read(deadline).chain(seen -> raise(seen, restoredAt, least, deadline));
  }

  private Uni<Timeline> raise(
      Map<String, AttributeValue> seen, Instant restoredAt, int least, Deadline deadline) {
    var current = of(seen);
    if (current.beganAt(restoredAt)) {
      return Uni.createFrom().item(current);
    }
    var raised =
        Map.of(
            NUMBER, number(Math.max(current.number() + 1, least)),
            RESTORED_AT, string(restoredAt.toString()));
    return facts
        .set(seen, raised, deadline)
        .chain(() -> current(deadline))
        .invoke(reached -> check(reached, restoredAt));
  }

  private static void check(Timeline reached, Instant restoredAt) {
    if (!reached.beganAt(restoredAt)) {
      throw new IllegalStateException(
          "another command has just begun timeline " + reached.number() + " of this table");
    }
  }

  private static Timeline of(Map<String, AttributeValue> facts) {
    return facts.containsKey(NUMBER)
        ? new Timeline(
            Integer.parseInt(facts.get(NUMBER).n()),
            Optional.ofNullable(facts.get(RESTORED_AT)).map(at -> Instant.parse(at.s())))
        : Timeline.FIRST;
  }
}
