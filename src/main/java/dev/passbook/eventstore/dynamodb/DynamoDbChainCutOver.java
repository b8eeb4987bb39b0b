package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.ChainCutOver;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keeps the cut-over among the facts about the table. */
final class DynamoDbChainCutOver implements ChainCutOver {
  private static final String CHAINED_FROM = "ChainedFrom";

  private final TableFacts facts;

  DynamoDbChainCutOver(TableFacts facts) {
    this.facts = facts;
  }

  @Override
  public Uni<Optional<Instant>> find(Deadline deadline) {
    return facts.read(deadline).map(DynamoDbChainCutOver::moment);
  }

  /** If two processes record a moment, the second one returns the first one's. */
  @Override
  public Uni<Instant> record(Instant moment, Deadline deadline) {
    return facts
        .set(Map.of(), Map.of(CHAINED_FROM, string(Timestamp.format(moment))), deadline)
        .chain(set -> find(deadline))
        .map(Optional::orElseThrow);
  }

  private static Optional<Instant> moment(Map<String, AttributeValue> facts) {
    try {
      return Optional.ofNullable(facts.get(CHAINED_FROM))
          .map(recorded -> Timestamp.parse(recorded.s()));
    } catch (NullPointerException | DateTimeException e) {
      throw new UnreadableHistory(new StreamId("passbook"), 0, "its ChainedFrom is damaged", e);
    }
  }
}
