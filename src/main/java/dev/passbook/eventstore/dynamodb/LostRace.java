package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;

import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.VersionConflict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A version conflict that keeps the rows in the way, which the refusal shows at no extra cost. */
final class LostRace extends VersionConflict {
  private static final long serialVersionUID = 1;

  @SuppressWarnings("serial") // Never serialized.
  private final List<Map<String, AttributeValue>> standing;

  /**
   * @param standing the items in the way; an entry is empty where there was none
   */
  LostRace(String what, List<Map<String, AttributeValue>> standing) {
    super(what);
    this.standing = standing;
  }

  /** Returns the row that stood in the way of a stream's commit, if one did. */
  Optional<Map<String, AttributeValue>> rowOf(StreamId stream) {
    return standing.stream()
        .filter(item -> item.containsKey(STREAM_ID))
        .filter(item -> item.get(STREAM_ID).s().equals(stream.value()))
        .findFirst();
  }
}
