package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.marker;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.Commit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Checks when a refusal is remembered, if an earlier attempt with its key may still be applied. */
class KeyedRefusalsUnderFaultsTest extends FaultyKeyedPuts {
  @Test
  void aRefusalWaitsUntilTheRowCanNoLongerLand() {
    leaveRowUnderWay("first");

    assertEquals(true, unavailable(refusal(marker(key, "refused"))).outcomeUnknown());
    assertEquals(Optional.empty(), found());

    fill(TestTable.tallies(10), stream, 1);
    assertEquals(List.of(), apply(refusal(marker(key, "refused"))));
    client.landLateOnes();

    assertEquals(List.of(marker(key, "refused")), apply(on(2, "retry")));
    assertVersion(2);
  }

  @Test
  void aRefusalThatWaitsGivesWayToTheRow() {
    leaveRowUnderWay("first");
    client.landLateOnes();

    assertEquals(List.of(marker(key, "first")), apply(refusal(marker(key, "refused"))));
  }

  @Test
  void aRefusalNeedNotWaitForARowThatIsTooOldToLand() {
    leaveRowUnderWay("first");
    var refused = muchLater("refused");

    assertEquals(List.of(), apply(refusal(refused)));
    assertEquals(Optional.of(refused), found());
  }

  /** The row was never sent, because another key of the batch was used. */
  @Test
  void aRefusalDoesNotWaitForItsOwnCommand() {
    leaveMarkerWithoutRow("command");

    assertEquals(List.of(), apply(refusal(marker(key, "command"))));
    assertEquals(Optional.of(marker(key, "command")), found());
  }

  @Test
  void aRefusalWaitsIfAnotherAttemptHasJoinedItsOwnMarker() {
    leaveMarkerWithoutRow("command");
    client
        .nextWrites(Fault.passes(), Fault.passes(), Fault.landsLater())
        .everyWrite(Fault.throttled());
    assertEquals(true, unavailable(on(1, "another")).outcomeUnknown());
    client.everyWrite(Fault.passes());

    assertEquals(true, unavailable(refusal(marker(key, "command"))).outcomeUnknown());
    client.landLateOnes();

    assertEquals(List.of(marker(key, "another")), apply(refusal(marker(key, "command"))));
  }

  private void leaveMarkerWithoutRow(String commandId) {
    var used = UUID.randomUUID().toString();
    apply(refusal(marker(used, "earlier")));
    var markers = List.of(marker(key, commandId), marker(used, "retry"));
    assertEquals(
        List.of(marker(used, "earlier")), apply(new Commit<>(on(1, commandId).appends(), markers)));
  }

  @Test
  void aRefusalWithALostResponseIsRecognised() {
    client.nextWrites(Fault.answerLost());

    assertEquals(List.of(), apply(refusal(marker(key, "refused"))));
    assertEquals(Optional.of(marker(key, "refused")), found());
  }

  @Test
  void aRefusalThatMayStillLandHasAnUnknownOutcome() {
    client.nextWrites(Fault.landsLater()).everyWrite(Fault.throttled());

    assertEquals(true, unavailable(refusal(marker(key, "refused"))).outcomeUnknown());
  }
}
