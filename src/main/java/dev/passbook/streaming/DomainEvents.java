package dev.passbook.streaming;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.passbook.account.Account;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.AccountLimited;
import dev.passbook.account.AccountRestricted;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.CapturedHold;
import dev.passbook.account.HoldPlaced;
import dev.passbook.account.Money;
import dev.passbook.account.Restrictions;
import dev.passbook.account.TransferLeg;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.Timestamp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/**
 * Writes account events for other systems, as CloudEvents 1.0 in JSON. They reveal nothing of the
 * table, nor who holds an account or acted on it. The schemas under {@code /schemas/events}
 * describe them. {@code src/docs/events.md} says what may change.
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
   * Returns the event's id. Within a timeline it stays the same however often the event is
   * published, so a consumer can recognise repeats.
   */
  public static String id(RecordedEvent<AccountEvent> recorded) {
    return AccountIds.of(recorded.stream()) + ":" + recorded.version();
  }

  /** Returns the event in UTF-8, without a line break. */
  public static byte[] json(RecordedEvent<AccountEvent> recorded, Timeline timeline) {
    return json(recorded, timeline, null);
  }

  /** Returns the event as {@link #json} does, marked with the name of a replay. */
  public static byte[] replayed(
      RecordedEvent<AccountEvent> recorded, Timeline timeline, String replay) {
    return json(recorded, timeline, replay);
  }

  /**
   * Returns the event which says that a restore cut off what an account recorded after a version.
   *
   * @param head the account's state at that version; {@link Snapshot#none} if the account was
   *     opened later
   * @param timeline the timeline that began with the restore
   */
  public static byte[] rewound(Snapshot<Account> head, Timeline timeline) {
    var account = AccountIds.of(head.stream());
    var id = account + ":rewound:" + timeline.number();
    var at = timeline.restoredAt().orElseThrow();
    return object(
        json -> {
          writeContext(json, id, "dev.passbook.HistoryRewound.v1", account, at);
          json.writeStringField("sequence", sequence(head.version()));
          write(json, timeline);
          json.writeObjectFieldStart("data");
          if (head.exists()) {
            writeUnlessNull(json, "balance", head.state().balance());
            writeUnlessNull(json, "held", head.state().held());
            json.writeStringField("currency", head.state().balance().currency().code());
          }
          json.writeEndObject();
        });
  }

  private static byte[] json(
      RecordedEvent<AccountEvent> recorded, Timeline timeline, String replay) {
    return object(
        json -> {
          writeContext(json, recorded);
          write(json, timeline);
          writeUnlessNull(json, "replay", replay);
          json.writeObjectFieldStart("data");
          writeData(json, recorded);
          json.writeEndObject();
        });
  }

  /** Writes the members of an object. */
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  private static byte[] object(Members members) {
    var bytes = new ByteArrayOutputStream(512);
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes every byte", e);
    }
    return bytes.toByteArray();
  }

  private static void writeContext(JsonGenerator json, RecordedEvent<AccountEvent> recorded)
      throws IOException {
    var account = AccountIds.of(recorded.stream());
    writeContext(json, id(recorded), type(recorded.event()), account, recorded.at());
    json.writeStringField("sequence", sequence(recorded.version()));
    json.writeStringField("commandid", recorded.commandId());
    writeUnlessNull(json, "traceparent", recorded.traceParent());
    writeUnlessNull(json, "chain", recorded.chain() == null ? null : recorded.chain().hex());
  }

  private static void writeContext(
      JsonGenerator json, String id, String type, String account, Instant at) throws IOException {
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", id);
    json.writeStringField("source", SOURCE);
    json.writeStringField("type", type);
    json.writeStringField("subject", account);
    json.writeStringField("time", Timestamp.format(at));
    json.writeStringField("datacontenttype", "application/json");
  }

  /** Writes the timeline, except for the first one. */
  private static void write(JsonGenerator json, Timeline timeline) throws IOException {
    if (timeline.number() > 1) {
      json.writeNumberField("timeline", timeline.number());
    }
  }

  /**
   * Pads the version to the width of the largest one, since CloudEvents compares sequences as text.
   */
  private static String sequence(long version) {
    return "%019d".formatted(version);
  }

  private static void writeData(JsonGenerator json, RecordedEvent<AccountEvent> recorded)
      throws IOException {
    var event = recorded.event();
    if (event instanceof AccountCreated created) {
      writeUnlessNull(json, "owner", created.owner());
    }
    writeUnlessNull(json, "amount", event.amount());
    writeUnlessNull(json, "balance", event.balance());
    writeUnlessNull(json, "held", event.held());
    json.writeStringField("currency", event.balance().currency().code());
    writeUnlessNull(json, "reference", event.reference());
    writeUnlessNull(json, "transferId", event.transferId());
    if (event.reverses() != null) {
      json.writeNumberField("reverses", event.reverses());
    }
    if (event.hold() != null) {
      json.writeStringField("holdId", AccountIds.of(recorded.stream()) + "-" + event.hold());
    }
    writeDetails(json, event);
  }

  /** Writes what only one type of event has. */
  private static void writeDetails(JsonGenerator json, AccountEvent event) throws IOException {
    if (event instanceof BalanceWithdrawn withdrawn) {
      writeUnlessNull(json, withdrawn.transfer());
      writeUnlessNull(json, withdrawn.capture());
    } else if (event instanceof HoldPlaced placed) {
      json.writeStringField("expiresAt", Timestamp.format(placed.expiresAt()));
    } else if (event instanceof AccountLimited limited) {
      writeUnlessNull(json, "overdraft", limited.overdraft());
    } else if (event instanceof AccountRestricted restricted) {
      write(json, restricted.restrictions());
    }
  }

  private static void writeUnlessNull(JsonGenerator json, TransferLeg leg) throws IOException {
    if (leg != null) {
      json.writeStringField("to", leg.to().toString());
      json.writeNumberField("toVersion", leg.toVersion());
    }
  }

  private static void writeUnlessNull(JsonGenerator json, CapturedHold capture) throws IOException {
    if (capture != null) {
      writeUnlessNull(json, "holdRemaining", capture.remaining());
    }
  }

  /** Leaves out the reason, which is for operators. */
  private static void write(JsonGenerator json, Restrictions restrictions) throws IOException {
    json.writeObjectFieldStart("restrictions");
    json.writeBooleanField("debits", restrictions.debits());
    json.writeBooleanField("credits", restrictions.credits());
    json.writeEndObject();
  }

  private static void writeUnlessNull(JsonGenerator json, String name, Money money)
      throws IOException {
    if (money != null) {
      json.writeNumberField(name, money.value());
    }
  }

  private static void writeUnlessNull(JsonGenerator json, String name, String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }
}
