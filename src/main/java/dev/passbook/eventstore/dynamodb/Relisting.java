package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.LISTED_UNDER;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;
import static dev.passbook.eventstore.dynamodb.table.Attributes.string;

import dev.passbook.eventstore.StreamId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Moves a stream to another list. The stream's first row carries the list's name, and no event is
 * changed.
 */
record Relisting(StreamId stream, String name) {

  TransactWriteItem update(String table) {
    var update =
        Update.builder()
            .tableName(table)
            .key(Map.of(STREAM_ID, string(stream.value()), VERSION, number(1)))
            .updateExpression("SET #list = :name")
            .conditionExpression("attribute_exists(#events)")
            .expressionAttributeNames(Map.of("#list", LISTED_UNDER, "#events", EVENTS))
            .expressionAttributeValues(Map.of(":name", string(name)))
            .build();
    return TransactWriteItem.builder().update(update).build();
  }
}
