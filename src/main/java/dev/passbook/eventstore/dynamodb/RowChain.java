package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.CHAIN;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.TRACE_PARENT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;

import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Computes, writes and reads the chain of a row.
 *
 * <p>The chain covers what never changes and is a fact: stream, version, time and events with their
 * command ids and actors. It leaves out the snapshot and the name of the list, which updates
 * replace, and the trace and the marker, which are about the request.
 */
final class RowChain {
  private RowChain() {}

  /** Returns the chain that a row has if it follows on another chain. */
  static Chain of(Map<String, AttributeValue> row, Chain previous) {
    var stream = new StreamId(row.get(STREAM_ID).s());
    var version = Long.parseLong(row.get(VERSION).n());
    var events = row.get(EVENTS).l().stream().map(event -> truth(event.m())).toList();
    return previous.next(stream, version, row.get(AT).s(), events);
  }

  private static Map<String, Object> truth(Map<String, AttributeValue> event) {
    var members = Attributes.members(event);
    members.remove(TRACE_PARENT);
    return members;
  }

  /** Returns the chain that the row after a state follows on. */
  static Chain before(Snapshot<?> head) {
    return head.chain() == null ? Chain.beginning(head.stream(), head.version()) : head.chain();
  }

  static AttributeValue attribute(Chain chain) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(chain.bytes()));
  }

  /**
   * Reads the chain that a row records.
   *
   * @return null if it records none
   * @throws IllegalArgumentException if the attribute is damaged
   */
  static Chain recorded(Map<String, AttributeValue> row) {
    var chain = row.get(CHAIN);
    if (chain == null) {
      return null;
    }
    if (chain.b() == null) {
      throw new IllegalArgumentException("the chain is not binary");
    }
    return Chain.of(chain.b().asByteArray());
  }
}
