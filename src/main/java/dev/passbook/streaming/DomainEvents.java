package dev.passbook.streaming;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.TransferLeg;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes account events for other systems, as CloudEvents 1.0 in JSON. They reveal nothing of the
 * table. The schemas under {@code /schemas/events} describe them. {@code src/docs/events.md} says
 * what may change.
 */
public final class DomainEvents {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private static final String SOURCE = "urn:passbook:accounts";

  private DomainEvents() {}

  /** Returns the event's type, a name with the version of its schema. */
  public static String type(AccountEvent event) {
    return "dev.passbook." + event.type() + ".v1";
  }

  /**
   * Returns the event's id. It stays the same however often the event is published, so a consumer
   * can recognise repeats.
   */
  public static String id(RecordedEvent<AccountEvent> recorded) {
    return AccountIds.of(recorded.stream()) + ":" + recorded.version();
  }

  /** Returns the event in UTF-8, without a line break. */
  public static byte[] json(RecordedEvent<AccountEvent> recorded) {
    return json(recorded, null);
  }

  /** Returns the event as {@link #json} does, marked with the name of a replay. */
  public static byte[] replayed(RecordedEvent<AccountEvent> recorded, String replay) {
    return json(recorded, replay);
  }

  private static byte[] json(RecordedEvent<AccountEvent> recorded, String replay) {
    var bytes = new ByteArrayOutputStream(512);
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      writeContext(json, recorded, replay);
      json.writeObjectFieldStart("data");
      writeData(json, recorded.event());
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes every byte", e);
    }
    return bytes.toByteArray();
  }

  private static void writeContext(
      JsonGenerator json, RecordedEvent<AccountEvent> recorded, String replay) throws IOException {
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", id(recorded));
    json.writeStringField("source", SOURCE);
    json.writeStringField("type", type(recorded.event()));
    json.writeStringField("subject", AccountIds.of(recorded.stream()));
    json.writeStringField("time", Timestamp.format(recorded.at()));
    json.writeStringField("datacontenttype", "application/json");
    json.writeStringField("sequence", sequence(recorded.version()));
    json.writeStringField("commandid", recorded.commandId());
    writeUnlessNull(json, "traceparent", recorded.traceParent());
    writeUnlessNull(json, "replay", replay);
  }

  /**
   * Pads the version to the width of the largest one, since CloudEvents compares sequences as text.
   */
  private static String sequence(long version) {
    return "%019d".formatted(version);
  }

  private static void writeData(JsonGenerator json, AccountEvent event) throws IOException {
    if (event instanceof AccountCreated created) {
      writeUnlessNull(json, "owner", created.owner());
    }
    if (event.amount() != null) {
      json.writeNumberField("amount", event.amount().value());
    }
    json.writeNumberField("balance", event.balance().value());
    json.writeStringField("currency", event.balance().currency().code());
    writeUnlessNull(json, "reference", event.reference());
    writeUnlessNull(json, "transferId", event.transferId());
    if (event instanceof BalanceWithdrawn withdrawn && withdrawn.transfer() != null) {
      writeDestination(json, withdrawn.transfer());
    }
  }

  private static void writeDestination(JsonGenerator json, TransferLeg leg) throws IOException {
    json.writeStringField("to", leg.to().toString());
    json.writeNumberField("toVersion", leg.toVersion());
  }

  private static void writeUnlessNull(JsonGenerator json, String name, String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }
}
