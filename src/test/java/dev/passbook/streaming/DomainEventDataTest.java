package dev.passbook.streaming;

import static dev.passbook.streaming.DomainEventsTest.AT;
import static dev.passbook.streaming.DomainEventsTest.ID;
import static dev.passbook.streaming.DomainEventsTest.SECRET;
import static dev.passbook.streaming.DomainEventsTest.TO;
import static dev.passbook.streaming.DomainEventsTest.capture;
import static dev.passbook.streaming.DomainEventsTest.eur;
import static dev.passbook.streaming.DomainEventsTest.recorded;
import static dev.passbook.streaming.DomainEventsTest.version;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.passbook.account.AccountEvent;
import dev.passbook.account.AccountLimited;
import dev.passbook.account.AccountRestricted;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.HoldPlaced;
import dev.passbook.account.HoldReleased;
import dev.passbook.account.Holder;
import dev.passbook.account.HolderChanged;
import dev.passbook.account.Restrictions;
import dev.passbook.account.TransferLeg;
import dev.passbook.eventstore.Actor;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks which members of an event other systems see, and which they never see. */
class DomainEventDataTest {

  @ParameterizedTest
  @MethodSource("samples")
  void theDataIsStableToTheByte(AccountEvent event, String data) {
    var json =
        new String(
            DomainEvents.json(recorded(3, null, event), Timeline.FIRST), StandardCharsets.UTF_8);

    assertEquals("{" + data + "}}", json.substring(json.indexOf("\"data\":") + 7));
  }

  static Stream<Arguments> samples() {
    return Stream.of(
        arguments(
            new HoldPlaced(3L, eur("30"), eur("50"), eur("60"), AT, "deposit"),
            "\"amount\":30.00,\"balance\":60.00,\"held\":50.00,\"currency\":\"EUR\","
                + "\"reference\":\"deposit\",\"holdId\":\"3b9ac9ff-0000-4000-8000-000000000001-3\","
                + "\"expiresAt\":\"2026-01-31T12:00:00.250Z\""),
        arguments(
            new HoldReleased(2L, eur("30"), eur("0"), eur("60")),
            "\"amount\":30.00,\"balance\":60.00,\"held\":0.00,\"currency\":\"EUR\","
                + "\"holdId\":\"3b9ac9ff-0000-4000-8000-000000000001-2\""),
        arguments(
            new BalanceWithdrawn(eur("5"), eur("-5"), null, null, capture("25"), null),
            "\"amount\":5.00,\"balance\":-5.00,\"currency\":\"EUR\","
                + "\"holdId\":\"3b9ac9ff-0000-4000-8000-000000000001-2\",\"holdRemaining\":25.00"),
        arguments(
            new BalanceWithdrawn(
                eur("5"), eur("0"), null, new TransferLeg(ID + "-3", TO, 9, 7L), null, 2L),
            "\"amount\":5.00,\"balance\":0.00,\"currency\":\"EUR\","
                + "\"transferId\":\"3b9ac9ff-0000-4000-8000-000000000001-3\",\"reverses\":2,"
                + "\"to\":\"3b9ac9ff-0000-4000-8000-000000000002\",\"toVersion\":9"),
        arguments(
            new BalanceCredited(eur("5"), eur("5"), null, null, 2L),
            "\"amount\":5.00,\"balance\":5.00,\"currency\":\"EUR\",\"reverses\":2"),
        arguments(
            new AccountLimited(eur("500"), eur("0")),
            "\"balance\":0.00,\"currency\":\"EUR\",\"overdraft\":500.00"),
        arguments(
            new AccountRestricted(new Restrictions(true, false, SECRET), eur("0")),
            "\"balance\":0.00,\"currency\":\"EUR\","
                + "\"restrictions\":{\"debits\":true,\"credits\":false}"),
        arguments(
            new HolderChanged(new Holder(SECRET, SECRET), eur("0")),
            "\"balance\":0.00,\"currency\":\"EUR\""));
  }

  /** The reason of a restriction, the holder and the actor stay within the service. */
  @ParameterizedTest
  @MethodSource("dev.passbook.streaming.DomainEventsTest#events")
  void noEventNamesAHolderAnActorOrAReason(AccountEvent event) {
    var actor = new Actor(SECRET, SECRET);
    var stream = StreamId.of("account", ID);
    var by = new RecordedEvent<>(stream, version(event), AT, "command-1", null, actor, event);

    var json = new String(DomainEvents.json(by, Timeline.FIRST), StandardCharsets.UTF_8);

    assertFalse(json.contains(SECRET), json);
    assertEquals(
        json,
        new String(
            DomainEvents.json(recorded(version(event), null, event), Timeline.FIRST),
            StandardCharsets.UTF_8));
  }

  @Test
  void aCaptureNamesItsHoldAndWhatIsLeftOfItOrNeither() {
    var capture = new BalanceWithdrawn(eur("5"), eur("5"), null, null, capture("25"), null);
    var sound =
        new String(
            DomainEvents.json(recorded(3, null, capture), Timeline.FIRST), StandardCharsets.UTF_8);

    for (var flawed :
        List.of(
            sound.replaceAll(",\"holdId\":\"[^\"]*\"", ""),
            sound.replace(",\"holdRemaining\":25.00", ""),
            sound.replace("25.00", "-25.00"))) {
      assertNotEquals(List.of(), EventSchemas.flaws(DomainEvents.type(capture), flawed), flawed);
    }
  }
}
