package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.NOON;
import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.ClaimTaken;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** A write that claims a name is settled like any other. */
class ClaimSettlementTest extends FaultyCommits {
  private final String name = "claim-" + UUID.randomUUID();

  private Commit<Tally, Counted> claiming(Snapshot<Tally> before, String commandId) {
    return new Commit<>(
        List.of(append(before, commandId, null, 1)),
        List.of(),
        List.of(new Claim(name, commandId, "1", NOON)));
  }

  @Test
  void afterALostAnswerAWriterRecognisesItsOwnClaim() {
    client.nextWrites(Fault.answerLost());

    assertEquals(List.of(), apply(claiming(Snapshot.none(stream), "ours")));

    assertEquals(2, client.takeSent().size());
    assertAppliedOnce();
  }

  @Test
  void afterALostRequestAnothersClaimStands() {
    client.nextWrites(Fault.requestLost());
    apply(new Commit<>(List.of(), List.of(), List.of(new Claim(name, "theirs", "1", NOON))));
    client.nextWrites(Fault.requestLost());

    var taken =
        assertThrows(ClaimTaken.class, () -> apply(claiming(Snapshot.none(stream), "ours")));

    assertEquals("theirs", taken.standing().get(0).commandId());
    assertNothingApplied();
  }

  @Test
  void aDamagedClaimIsAnUnreadableHistory() {
    TestTable.put(
        Map.of(
            "StreamId", Attributes.string(name),
            "Version", Attributes.number(0),
            "At", Attributes.string("no time")));

    var read = assertThrows(UnreadableHistory.class, () -> get(store.findClaim(name, deadline())));
    var met =
        assertThrows(UnreadableHistory.class, () -> apply(claiming(Snapshot.none(stream), "ours")));

    assertTrue(read.getMessage().contains(name), read.getMessage());
    assertTrue(met.getMessage().contains(name), met.getMessage());
    assertNothingApplied();
  }

  @Test
  void aDamagedMarkerInTheWayIsAnUnreadableHistory() {
    TestTable.put(
        Map.of(
            "StreamId", Attributes.string("key-" + key),
            "Version", Attributes.number(0),
            "At", Attributes.string("no time")));

    var met = assertThrows(UnreadableHistory.class, () -> apply(first(Way.TRANSACTION)));

    assertTrue(met.getMessage().contains("the marker is damaged"), met.getMessage());
    assertNothingApplied();
  }

  @Test
  void aClaimIsReadConsistently() {
    apply(claiming(Snapshot.none(stream), "ours"));
    client.takeSent();

    assertEquals(
        Optional.of(new Claim(name, "ours", "1", NOON)), get(store.findClaim(name, deadline())));

    var sent = client.takeSent();
    assertEquals(1, sent.size());
    assertTrue(((GetItemRequest) sent.get(0)).consistentRead());
  }
}
