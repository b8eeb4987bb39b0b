package dev.passbook.proof.checker;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the table's items by the names that are fixed for rows. */
final class StoredItems {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private static final String ACCOUNT = "account-";
  private static final String MARKER = "key-";

  private StoredItems() {}

  static Table table(List<Map<String, AttributeValue>> items) {
    Map<String, List<StoredRow>> streams = new TreeMap<>();
    List<Map<String, AttributeValue>> markers = new ArrayList<>();
    List<StoredClaim> claims = new ArrayList<>();
    for (Map<String, AttributeValue> item : items) {
      if (item.get("StreamId").s().startsWith(ACCOUNT)) {
        StoredRow row = row(item);
        streams.computeIfAbsent(row.account(), account -> new ArrayList<>()).add(row);
      } else if (item.get("StreamId").s().startsWith(MARKER)) {
        markers.add(item);
      } else if (item.get("StreamId").s().startsWith(StoredClaim.REVERSAL)) {
        claims.add(claim(item));
      }
    }
    streams.values().forEach(rows -> rows.sort(Comparator.comparingLong(StoredRow::version)));
    Stream<StoredMarker> effective =
        markers.stream().flatMap(item -> MarkerItems.effective(item, streams).stream());
    Stream<StoredMarker> own =
        items.stream().flatMap(item -> MarkerItems.own(item, markers).stream());
    return new Table(streams, Stream.concat(effective, own).toList(), claims);
  }

  private static StoredRow row(Map<String, AttributeValue> item) {
    String account = item.get("StreamId").s().substring(ACCOUNT.length());
    long version = number(item, "Version").longValueExact();
    String at = text(item, "At");
    List<StoredEvent> events = new ArrayList<>();
    for (AttributeValue event : item.get("Events").l()) {
      events.add(event(account, version + events.size(), at, event.m()));
    }
    return new StoredRow(
        account, version, at, events, snapshot(item.get("Snapshot")), StoredChain.of(item));
  }

  private static StoredEvent event(
      String account, long version, String at, Map<String, AttributeValue> event) {
    BigDecimal toVersion = number(event, "ToVersion");
    return new StoredEvent(
        account,
        version,
        at,
        text(event, "Type"),
        text(event, "CommandId"),
        text(event, "Currency"),
        number(event, "Balance"),
        number(event, "Amount"),
        text(event, "Owner"),
        text(event, "Reference"),
        text(event, "TransferId"),
        text(event, "To"),
        toVersion == null ? 0 : toVersion.longValueExact(),
        details(event));
  }

  private static String expiry(Map<String, AttributeValue> event) {
    var millis = version(event, "Expiry");
    return millis == null ? null : MILLIS.format(Instant.ofEpochMilli(millis));
  }

  private static StoredDetails details(Map<String, AttributeValue> event) {
    return new StoredDetails(
        version(event, "Hold"),
        number(event, "HoldRemaining"),
        number(event, "Held"),
        expiry(event),
        version(event, "Reverses"),
        version(event, "ToReverses"),
        number(event, "Overdraft"),
        truth(event, "DebitsRestricted"),
        truth(event, "CreditsRestricted"),
        text(event, "RestrictedFor"));
  }

  private static StoredSnapshot snapshot(AttributeValue snapshot) {
    if (snapshot == null) {
      return null;
    }
    Map<String, AttributeValue> members = snapshot.m();
    return new StoredSnapshot(
        number(members, "Schema").intValueExact(),
        text(members, "CreatedAt"),
        text(members, "Owner"),
        text(members, "Currency"),
        text(members, "Status"),
        number(members, "Balance"),
        controls(members));
  }

  private static Controls controls(Map<String, AttributeValue> members) {
    BigDecimal overdraft = number(members, "Overdraft");
    return new Controls(
        overdraft == null ? BigDecimal.ZERO : overdraft,
        Boolean.TRUE.equals(truth(members, "DebitsRestricted")),
        Boolean.TRUE.equals(truth(members, "CreditsRestricted")),
        text(members, "RestrictedFor"),
        holds(members.get("Holds")));
  }

  /** Each hold takes three big-endian longs: its version, its rest in cents and its expiry. */
  private static List<StoredHold> holds(AttributeValue stored) {
    List<StoredHold> holds = new ArrayList<>();
    if (stored != null) {
      for (ByteBuffer bytes = stored.b().asByteBuffer(); bytes.hasRemaining(); ) {
        long version = bytes.getLong();
        BigDecimal remaining = BigDecimal.valueOf(bytes.getLong(), 2);
        holds.add(new StoredHold(version, remaining, Instant.ofEpochMilli(bytes.getLong())));
      }
    }
    return holds;
  }

  private static StoredClaim claim(Map<String, AttributeValue> item) {
    return new StoredClaim(text(item, "StreamId"), text(item, "CommandId"), text(item, "By"));
  }

  static String text(Map<String, AttributeValue> members, String name) {
    AttributeValue value = members.get(name);
    return value == null ? null : value.s();
  }

  static BigDecimal number(Map<String, AttributeValue> members, String name) {
    AttributeValue value = members.get(name);
    return value == null ? null : new BigDecimal(value.n());
  }

  private static Long version(Map<String, AttributeValue> members, String name) {
    BigDecimal number = number(members, name);
    return number == null ? null : number.longValueExact();
  }

  private static Boolean truth(Map<String, AttributeValue> members, String name) {
    AttributeValue value = members.get(name);
    return value == null ? null : value.bool();
  }
}
