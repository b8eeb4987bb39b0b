package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.COMMAND_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the rows of pending markers, which show whether the markers have an effect. */
final class PendingMarkers {
  private final DynamoDbAsyncClient client;
  private final String table;

  PendingMarkers(DynamoDbAsyncClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /**
   * The effect of a pending marker.
   *
   * @param first the candidate that took effect
   * @param isClosed whether a row stands at the version, so that no other candidate can take effect
   */
  record Effect(Optional<Marker> first, boolean isClosed) {}

  /** Reads a marker's row as the key's first response, if the key has one. */
  Uni<Optional<Marker>> firstResponse(Map<String, AttributeValue> marker, Deadline deadline) {
    if (marker.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return PendingMarkerFormat.isPending(marker)
        ? effect(PendingMarkerFormat.read(marker), deadline).map(Effect::first)
        : Uni.createFrom().item(() -> Optional.of(MarkerFormat.read(marker)));
  }

  /**
   * Looks at the row. A row never changes, so an eventually consistent read that finds it is right.
   * It costs half as much as the consistent one, which follows only if it finds nothing.
   */
  Uni<Effect> effect(PendingMarker marker, Deadline deadline) {
    return row(marker, false, deadline)
        .chain(row -> row.isEmpty() ? row(marker, true, deadline) : Uni.createFrom().item(row))
        .map(row -> effect(marker, row));
  }

  private Uni<Map<String, AttributeValue>> row(
      PendingMarker marker, boolean consistent, Deadline deadline) {
    var key = Map.of(STREAM_ID, string(marker.stream().value()), VERSION, number(marker.version()));
    return DynamoDbCalls.row(client, table, key, consistent, deadline);
  }

  private static Effect effect(PendingMarker marker, Map<String, AttributeValue> row) {
    if (row.isEmpty()) {
      return new Effect(Optional.empty(), false);
    }
    var commands = commandIds(marker, row);
    return new Effect(
        marker.candidates().stream().filter(it -> commands.contains(it.commandId())).findFirst(),
        true);
  }

  private static Set<String> commandIds(PendingMarker marker, Map<String, AttributeValue> row) {
    try {
      return row.get(EVENTS).l().stream()
          .map(event -> event.m().get(COMMAND_ID).s())
          .collect(Collectors.toSet());
    } catch (NullPointerException e) {
      throw new UnreadableHistory(marker.stream(), marker.version(), "the row is damaged", e);
    }
  }
}
