package dev.passbook.streaming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Relay.Outcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that no account is lost, and none is published twice at once. */
class HintedAccountsTest {
  private static final StreamId ONE = StreamedTable.account();
  private static final StreamId OTHER = StreamedTable.account();

  private final HintedAccounts accounts = new HintedAccounts();

  @Test
  void anAccountIsTakenOnce() {
    accounts.add(List.of(ONE, ONE));

    assertEquals(Set.of(ONE), accounts.take(10));
    assertEquals(Set.of(), accounts.take(10));
  }

  @Test
  void aHintDuringItsPublicationWaitsForTheEnd() {
    accounts.add(List.of(ONE));
    accounts.take(10);
    accounts.add(List.of(ONE, OTHER));

    assertEquals(Set.of(OTHER), accounts.take(10));
    accounts.ended(new Outcome(ONE, true));
    assertEquals(Set.of(ONE), accounts.take(10));
  }

  @Test
  void anUnfinishedAccountIsTakenAgain() {
    accounts.add(List.of(ONE));
    accounts.take(10);
    accounts.ended(new Outcome(ONE, false));

    assertEquals(Set.of(ONE), accounts.take(10));
    accounts.ended(new Outcome(ONE, true));
    assertEquals(Set.of(), accounts.take(10));
  }

  @Test
  void theOneThatHasWaitedLongestIsTakenFirst() {
    accounts.add(List.of(ONE));
    accounts.add(List.of(OTHER));
    accounts.add(List.of(ONE));

    assertEquals(Set.of(ONE), accounts.take(1));
    assertEquals(Set.of(OTHER), accounts.take(1));
  }

  /** A relay that starts again reads the hints of a day. */
  @Test
  void thereIsALimitToWhatWaits() {
    accounts.add(Stream.generate(StreamedTable::account).limit(HintedAccounts.MOST - 1).toList());
    assertFalse(accounts.areTooMany());

    accounts.add(List.of(ONE));
    assertTrue(accounts.areTooMany());

    accounts.take(1);
    assertFalse(accounts.areTooMany());
  }
}
