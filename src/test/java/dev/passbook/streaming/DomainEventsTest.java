package dev.passbook.streaming;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.AccountLimited;
import dev.passbook.account.AccountRestricted;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.CapturedHold;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.HoldExpired;
import dev.passbook.account.HoldPlaced;
import dev.passbook.account.HoldReleased;
import dev.passbook.account.Holder;
import dev.passbook.account.HolderChanged;
import dev.passbook.account.Money;
import dev.passbook.account.Restrictions;
import dev.passbook.account.TransferLeg;
import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the published events against the served schemas. */
class DomainEventsTest {
  static final UUID ID = UUID.fromString("3b9ac9ff-0000-4000-8000-000000000001");
  static final UUID TO = UUID.fromString("3b9ac9ff-0000-4000-8000-000000000002");
  static final Instant AT = Instant.parse("2026-01-31T12:00:00.250Z");
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  static final String SECRET = "for operators alone";
  private static final Currency EUR = Currencies.of("EUR");

  static Stream<AccountEvent> events() {
    return Stream.of(
        new AccountCreated("Ada", EUR),
        new AccountCreated(null, Currencies.of("JPY")),
        new BalanceCredited(eur("60"), eur("60"), "January \"pay\" 🎉\n", null),
        new BalanceCredited(eur("10.5"), eur("10.5"), null, ID + "-3"),
        new BalanceWithdrawn(eur("0.01"), eur("9999999999999.99"), null, null),
        new BalanceWithdrawn(
            eur("10.5"), eur("49.5"), "rent", new TransferLeg(ID + "-3", TO, 1_000_000)),
        new BalanceWithdrawn(eur("5"), eur("-499.99"), null, null, capture("0"), null),
        new BalanceWithdrawn(
            eur("5"), eur("5"), null, new TransferLeg(ID + "-3", TO, 2), capture("25"), null),
        new BalanceCredited(eur("5"), eur("-0.01"), "mistake", null, 2L),
        new BalanceWithdrawn(
            eur("5"), eur("0"), null, new TransferLeg(ID + "-3", TO, 2, 7L), null, 2L),
        new HoldPlaced(3L, eur("30"), eur("50"), eur("60"), AT.plusSeconds(1), "deposit"),
        new HoldPlaced(3L, eur("30"), eur("30"), eur("-60"), AT, null),
        new HoldReleased(2L, eur("30"), eur("0"), eur("60")),
        new HoldExpired(2L, eur("0.01"), eur("20"), eur("60")),
        new AccountLimited(eur("500"), eur("-60")),
        new AccountLimited(eur("0"), eur("60")),
        new AccountRestricted(new Restrictions(true, false, SECRET), eur("60")),
        new AccountRestricted(Restrictions.NONE, eur("60")),
        new HolderChanged(new Holder(SECRET, SECRET), eur("60")),
        new AccountClosed(eur("0")));
  }

  static CapturedHold capture(String remaining) {
    return new CapturedHold(2, eur(remaining));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventMatchesItsSchema(AccountEvent event) {
    var recorded = recorded(version(event), TRACE, event);

    EventSchemas.valid(DomainEvents.json(recorded, Timeline.FIRST));
    EventSchemas.valid(DomainEvents.replayed(recorded, Timeline.FIRST, "rebuild-1"));
    EventSchemas.valid(DomainEvents.json(recorded(version(event), null, event), Timeline.FIRST));
  }

  @ParameterizedTest
  @MethodSource("events")
  void theCloudEventsSdkReadsEveryEvent(AccountEvent event) {
    var read = read(DomainEvents.json(recorded(version(event), TRACE, event), Timeline.FIRST));

    assertEquals(SpecVersion.V1, read.getSpecVersion());
    assertEquals(ID + ":" + version(event), read.getId());
    assertEquals("dev.passbook." + event.type() + ".v1", read.getType());
    assertEquals(URI.create("urn:passbook:accounts"), read.getSource());
    assertEquals(ID.toString(), read.getSubject());
    assertEquals(AT, read.getTime().toInstant());
    assertEquals("%019d".formatted(version(event)), read.getExtension("sequence"));
    assertEquals(TRACE, read.getExtension("traceparent"));
    assertEquals("command-1", read.getExtension("commandid"));
    assertNull(read.getExtension("replay"));
  }

  @Test
  void everyEventTypeHasASchemaAndASample() {
    assertEquals(
        Stream.of(AccountEvent.class.getPermittedSubclasses()).collect(toSet()),
        events().map(Object::getClass).collect(toSet()));
  }

  @Test
  void everySchemaHasAnEventType() throws IOException {
    try (var files = Files.list(Path.of("src/main/resources/META-INF/resources/schemas/events"))) {
      assertEquals(
          Stream.concat(
                  events().map(DomainEvents::type), Stream.of("dev.passbook.HistoryRewound.v1"))
              .map(type -> type + ".json")
              .collect(toSet()),
          files.map(file -> file.getFileName().toString()).collect(toSet()));
    }
  }

  @Test
  void theEncodingIsStableToTheByte() {
    var leg = new TransferLeg(ID + "-3", TO, 2);
    var event = new BalanceWithdrawn(eur("10.5"), eur("49.5"), "rent", leg);

    assertEquals(
        "{\"specversion\":\"1.0\",\"id\":\"3b9ac9ff-0000-4000-8000-000000000001:3\","
            + "\"source\":\"urn:passbook:accounts\",\"type\":\"dev.passbook.BalanceWithdrawn.v1\","
            + "\"subject\":\"3b9ac9ff-0000-4000-8000-000000000001\","
            + "\"time\":\"2026-01-31T12:00:00.250Z\",\"datacontenttype\":\"application/json\","
            + "\"sequence\":\"0000000000000000003\",\"commandid\":\"command-1\","
            + "\"traceparent\":\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\","
            + "\"data\":{\"amount\":10.50,\"balance\":49.50,\"currency\":\"EUR\","
            + "\"reference\":\"rent\",\"transferId\":\"3b9ac9ff-0000-4000-8000-000000000001-3\","
            + "\"to\":\"3b9ac9ff-0000-4000-8000-000000000002\",\"toVersion\":2}}",
        new String(
            DomainEvents.json(recorded(3, TRACE, event), Timeline.FIRST), StandardCharsets.UTF_8));
  }

  @Test
  void amountsAreExactAndNeverWrittenWithAnExponent() {
    var yen = Currencies.of("JPY");
    var large = new Money(new BigDecimal("1e14"), yen);
    var event = new BalanceCredited(large, large, null, null);

    var json =
        new String(
            DomainEvents.json(recorded(2, null, event), Timeline.FIRST), StandardCharsets.UTF_8);

    assertEquals("100000000000000", json.replaceAll(".*\"amount\":([^,]*),.*", "$1"));
  }

  /** Firehose and readers of the data lake take each line for a record. */
  @ParameterizedTest
  @MethodSource("events")
  void noEventContainsALineBreak(AccountEvent event) {
    var json =
        new String(
            DomainEvents.json(recorded(2, null, event), Timeline.FIRST), StandardCharsets.UTF_8);

    assertFalse(json.contains("\n"), json);
  }

  @Test
  void aReplayDiffersOnlyInItsMark() {
    var recorded = recorded(1, TRACE, new AccountCreated("Ada", EUR));

    var live = EventSchemas.valid(DomainEvents.json(recorded, Timeline.FIRST));
    var replayed = EventSchemas.valid(DomainEvents.replayed(recorded, Timeline.FIRST, "rebuild-1"));

    assertEquals("rebuild-1", replayed.get("replay").asText());
    assertEquals(live, ((ObjectNode) replayed).without("replay"));
  }

  @Test
  void anEventCarriesItsTimelineFromTheSecondOn() {
    var recorded = recorded(2, TRACE, new BalanceCredited(eur("60"), eur("60"), "salary", null));
    var second = new Timeline(2, Optional.of(AT));

    assertNull(read(DomainEvents.json(recorded, Timeline.FIRST)).getExtension("timeline"));
    assertEquals(2, read(DomainEvents.json(recorded, second)).getExtension("timeline"));
    assertEquals(
        2,
        EventSchemas.valid(DomainEvents.replayed(recorded, second, "a")).get("timeline").asInt());
  }

  @Test
  void theLastEventOfACommitCarriesItsChain() {
    var hex = "0123456789abcdef".repeat(4);
    var recorded = recorded(2, TRACE, new BalanceCredited(eur("60"), eur("60"), "salary", null));

    var chained = EventSchemas.valid(DomainEvents.json(chained(recorded, hex), Timeline.FIRST));
    var replayed =
        EventSchemas.valid(
            DomainEvents.replayed(chained(recorded, hex), Timeline.FIRST, "rebuild-1"));

    assertEquals(hex, chained.get("chain").asText());
    assertEquals(hex, replayed.get("chain").asText());
    assertFalse(EventSchemas.valid(DomainEvents.json(recorded, Timeline.FIRST)).has("chain"));
    assertEquals(
        hex, read(DomainEvents.json(chained(recorded, hex), Timeline.FIRST)).getExtension("chain"));
    var flawed =
        new String(
            DomainEvents.json(chained(recorded, hex.toUpperCase(Locale.ROOT)), Timeline.FIRST),
            StandardCharsets.UTF_8);
    assertNotEquals(
        List.of(), EventSchemas.flaws("dev.passbook.BalanceCredited.v1", flawed), flawed);
  }

  private static RecordedEvent<AccountEvent> chained(
      RecordedEvent<AccountEvent> recorded, String hex) {
    return new RecordedEvent<>(
        recorded.stream(),
        recorded.version(),
        recorded.at(),
        recorded.commandId(),
        recorded.traceParent(),
        recorded.actor(),
        recorded.event(),
        new Chain(hex));
  }

  /** The schemas must reject what a consumer must never see. */
  @Test
  void theSchemasRejectWhatIsNotInTheContract() {
    var sound =
        new String(
            DomainEvents.json(
                recorded(2, null, new BalanceCredited(eur("60"), eur("60"), "salary", null)),
                Timeline.FIRST),
            StandardCharsets.UTF_8);
    var type = "dev.passbook.BalanceCredited.v1";

    assertEquals(List.of(), EventSchemas.flaws(type, sound));
    for (var flawed :
        List.of(
            sound.replace("60.00", "-60.00"),
            sound.replace("60.00", "\"60.00\""),
            sound.replace("\"EUR\"", "\"euro\""),
            sound.replace(":2\"", ":0\""),
            sound.replace("\"reference\"", "\"Reference\""),
            sound.replace("0000000000000000002", "2"),
            sound.replace("Credited.v1", "Credited.v2"),
            sound.replace(".250Z", "Z"),
            sound.replaceAll("\"commandid\":\"[^\"]*\",", ""))) {
      assertNotEquals(List.of(), EventSchemas.flaws(type, flawed), flawed);
    }
  }

  private static CloudEvent read(byte[] json) {
    return EventFormatProvider.getInstance()
        .resolveFormat(JsonFormat.CONTENT_TYPE)
        .deserialize(json);
  }

  static long version(AccountEvent event) {
    return event instanceof AccountCreated ? 1 : 3;
  }

  static RecordedEvent<AccountEvent> recorded(long version, String trace, AccountEvent event) {
    return new RecordedEvent<>(StreamId.of("account", ID), version, AT, "command-1", trace, event);
  }

  static Money eur(String value) {
    return new Money(new BigDecimal(value), EUR);
  }
}
