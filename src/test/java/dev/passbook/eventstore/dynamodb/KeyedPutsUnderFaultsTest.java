package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.marker;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.CommandId;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.VersionConflict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Checks keyed writes without transactions over a client that loses and delays requests. */
class KeyedPutsUnderFaultsTest extends FaultyKeyedPuts {
  @Test
  void aKeyedWriteIsTwoPutsAndNoTransaction() {
    assertEquals(List.of(), apply(on(1, "command")));

    var puts = client.takeSent().stream().map(PutItemRequest.class::cast).toList();
    assertEquals(
        List.of("key-" + key, stream.value()),
        puts.stream().map(put -> put.item().get("StreamId").s()).toList());
  }

  @Test
  void aCommitMadeTwiceIsAppliedOnce() {
    var commit = on(1, "once");

    assertEquals(List.of(), apply(commit));
    assertEquals(List.of(), apply(commit));

    assertVersion(2);
  }

  @Test
  void aReplayIsAPutAndOneReadThatNeedNotBeConsistent() {
    apply(on(1, "first"));
    client.takeSent();

    assertEquals(List.of(marker(key, "first")), apply(on(2, "retry")));

    var sent = client.takeSent();
    assertEquals(2, sent.size());
    assertEquals(false, ((GetItemRequest) sent.get(1)).consistentRead());
  }

  static List<Fault> lostAnswers() {
    return List.of(Fault.answerLost(), Fault.answerReset(), Fault.serverErrorAfterTheWrite());
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void aWriteWithLostResponsesIsAppliedOnce(Fault fault) {
    client.nextWrites(fault, fault, Fault.requestLost(), fault, fault);

    assertEquals(List.of(), apply(on(1, "command")));

    assertEquals(Optional.of(marker(key, "command")), found());
    assertVersion(2);
  }

  @Test
  void aMarkerThatLandsLateIsRecognised() {
    client.nextWrites(Fault.landsLater(), Fault.comesAfterLateOnes());

    assertEquals(List.of(), apply(on(1, "command")));
    assertVersion(2);
  }

  @Test
  void withoutItsMarkerNoRowIsSent() {
    client.nextWrites(Fault.answerLost()).everyWrite(Fault.requestLost());

    assertEquals(false, unavailable(on(1, "command")).outcomeUnknown());

    client.takeSent().stream()
        .map(PutItemRequest.class::cast)
        .forEach(put -> assertEquals("key-" + key, put.item().get("StreamId").s()));
    assertVersion(1);
  }

  @Test
  void aRetryThatIsFasterThanTheFirstRowTakesItsPlace() {
    leaveRowUnderWay("first");

    assertEquals(List.of(), apply(on(1, "retry")));
    client.landLateOnes();

    assertEquals(Optional.of(marker(key, "retry")), found());
    assertEquals(List.of(marker(key, "retry")), apply(on(2, "again")));
    assertVersion(2);
  }

  @Test
  void aRetryAfterTheFirstRowHasLandedIsAReplay() {
    leaveRowUnderWay("first");
    client.landLateOnes();

    assertEquals(List.of(marker(key, "first")), apply(on(1, "retry")));
    assertVersion(2);
  }

  @Test
  void aFirstRowThatLandsBetweenTheRetrysPutsWins() {
    leaveRowUnderWay("first");
    client.nextWrites(Fault.passes(), Fault.passes(), Fault.comesAfterLateOnes());

    assertThrows(VersionConflict.class, () -> apply(on(1, "retry")));

    assertEquals(List.of(marker(key, "first")), apply(on(2, "retry")));
    assertVersion(2);
  }

  @Test
  void anotherRequestMayUseTheKeyUntilOneTakesEffect() {
    leaveRowUnderWay("first");
    var now = marker(key, "other");
    var other =
        new Marker(key, "other print", "other", Map.of("Body", "no"), now.at(), now.expiresAt());

    assertEquals(List.of(), apply(on(1, other)));
    client.landLateOnes();

    assertEquals(List.of(other), apply(on(2, "retry")));
    assertVersion(2);
  }

  @Test
  void anAttemptWithAnOldStateLosesItsRace() {
    fill(TestTable.tallies(10), stream, 1);
    client.nextWrites(Fault.passes(), Fault.landsLater()).everyWrite(Fault.throttled());
    unavailable(on(2, "first"));
    client.everyWrite(Fault.passes());

    assertThrows(VersionConflict.class, () -> apply(on(1, "retry")));
    client.landLateOnes();

    assertEquals(List.of(marker(key, "first")), apply(on(1, "retry")));
    assertVersion(3);
  }

  @Test
  void aCommandThatIsDecidedAgainForTheSameVersionHasItsLastAnswer() {
    var used = UUID.randomUUID().toString();
    apply(refusal(marker(used, "refused")));
    var command = new CommandId(UUID.randomUUID());
    var first = marker(key, command.next());
    var rejected = new Commit<>(on(1, first).appends(), List.of(first, marker(used, "used")));
    assertEquals(List.of(marker(used, "refused")), apply(rejected));
    var last = marker(key, command.next());

    assertEquals(List.of(), apply(on(1, last)));

    assertEquals(Optional.of(last), found());
    assertVersion(2);
  }

  @Test
  void aDamagedMarkerAppliesNothing() {
    apply(on(1, "first"));
    var put = (PutItemRequest) client.takeSent().get(0);
    var damaged = new HashMap<>(put.item());
    damaged.remove("RowVersion");
    TestTable.put(damaged);

    assertThrows(UnreadableHistory.class, () -> apply(on(2, "retry")));
    assertThrows(UnreadableHistory.class, this::found);
    assertVersion(2);
  }
}
