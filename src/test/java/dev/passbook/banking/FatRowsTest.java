package dev.passbook.banking;

import static dev.passbook.banking.TestBank.found;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.LiveFeed;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts, in DynamoDB's units, what reads of rows with many events cost. */
class FatRowsTest {
  private static final int ROWS = 63;
  private static final int A_ROW = 20;
  private static final int EVENTS = ROWS * A_ROW;
  private static final Duration NEVER = Duration.ofHours(1);

  private static final ScriptedClient CLIENT = new ScriptedClient(TestTable.client());
  private static final DynamoDbEventStore<Account, AccountEvent> STORE =
      new DynamoDbEventStore<>(CLIENT, TestTable.config(10), new AccountCodec());
  private static final History HISTORY = new History(STORE);

  private static UUID id;

  @BeforeAll
  static void aBusyAccount() {
    id = FatRows.write(ROWS, A_ROW, FatRows.REFERENCE);
  }

  @BeforeEach
  void resetTheCounts() {
    CLIENT.takeSent();
    CLIENT.takePagesRead();
    CLIENT.takeUnitsRead();
    CLIENT.takeVersionsRead();
  }

  private static EventPage<AccountEvent> forward(long after, int limit) {
    return found(get(HISTORY.forward(Caller.ANYONE, id, after, limit, deadline())));
  }

  private static EventPage<AccountEvent> backward(long before, int limit) {
    return found(get(HISTORY.backward(Caller.ANYONE, id, before, limit, deadline())));
  }

  private static List<Long> versions(List<RecordedEvent<AccountEvent>> events) {
    return events.stream().map(RecordedEvent::version).toList();
  }

  private static List<Long> upwards(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  private static void assertCost(int calls, int units) {
    var pages = CLIENT.takePagesRead();
    var cost = CLIENT.takeUnitsRead();
    assertTrue(pages <= calls, () -> pages + " calls");
    assertTrue(cost <= units, () -> cost + " units");
  }

  @Test
  void aRowIsJustUnderFourKilobytes() {
    get(HISTORY.event(Caller.ANYONE, id, 30, deadline()));

    assertCost(1, 1);
  }

  /** The eleventh row only shows that another page follows. */
  @Test
  void aPageForwardReadsOnlyItsRows() {
    assertEquals(upwards(1, 200), versions(forward(0, 200).events()));
    assertCost(1, 11);

    assertEquals(upwards(201, 250), versions(forward(200, 50).events()));
    assertCost(1, 3);

    assertEquals(upwards(206, 405), versions(forward(205, 200).events()));
    assertCost(2, 11);
  }

  @Test
  void aSmallPageWithinARowReadsOnlyThatRow() {
    assertEquals(upwards(206, 207), versions(forward(205, 2).events()));

    assertCost(3, 3);
  }

  @Test
  void thePagePastTheEndIsOneSmallRead() {
    assertEquals(List.of(), forward(EVENTS, 200).events());
    assertCost(3, 3);
  }

  @Test
  void aPageBackwardReadsOnlyItsRows() {
    var newest = backward(Long.MAX_VALUE, 200);
    assertEquals(EVENTS, newest.events().get(0).version());
    assertEquals(EVENTS - 199, newest.next().orElseThrow());
    assertCost(1, 10);

    assertEquals(200, backward(newest.next().orElseThrow(), 200).events().size());
    assertCost(2, 10);

    assertEquals(50, backward(606, 50).events().size());
    assertCost(2, 4);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 19, 20, 21, 39, 40, 41, 640, 655, 1_259, EVENTS})
  void theStateAtAVersionReadsAtMostThreeRows(long version) {
    var state = found(get(HISTORY.atVersion(Caller.ANYONE, id, version, deadline())));

    assertEquals(FatRows.euros(version - 1), state.state().balance());
    assertCost(3, 3);
  }

  /** Once an instance knows that the rows are full, it reads two of them. */
  @Test
  void theNewestStateReadsTwoRowsOnceTheyAreKnownToBeFull() {
    var store = new DynamoDbEventStore<>(CLIENT, TestTable.config(10), new AccountCodec());
    get(store.load(AccountIds.stream(id), deadline()));
    assertCost(1, 10);

    assertEquals(EVENTS, get(store.load(AccountIds.stream(id), deadline())).version());

    assertCost(1, 2);
  }

  @Test
  void anAccountThatIsNoLongerBusyIsReadLikeAnyOther() {
    var calm = FatRows.write(3, A_ROW, FatRows.REFERENCE);
    get(STORE.load(AccountIds.stream(calm), deadline()));
    FatRows.add(calm, 9, 1, null);
    resetTheCounts();

    assertEquals(69, get(STORE.load(AccountIds.stream(calm), deadline())).version());
    assertCost(2, 5);
    assertEquals(69, get(STORE.load(AccountIds.stream(calm), deadline())).version());
    assertCost(1, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17, 31, 60, 61})
  void theStateAtAMomentReadsAFewRows(int row) {
    get(HISTORY.now(Caller.ANYONE, id, deadline()));
    resetTheCounts();
    var moment = FatRows.OPENED.plusSeconds(row).plusMillis(1);
    var state = found(get(HISTORY.asOf(Caller.ANYONE, id, moment, deadline())));

    assertEquals((row + 1) * A_ROW, state.version());
    assertCost(1 + 5 + 3, 2 + 5 + 3);
  }

  @Test
  void aListenerToTheWholeHistoryReadsEachRowOnce() {
    var feed = new LiveFeed<>(AccountIds.stream(id), STORE);
    get(feed.newest(deadline()));

    var heard = heardBy(feed, 0);

    assertEquals(upwards(1, EVENTS), versions(heard));
    assertEachRowWasReadOnce();
    assertCost(15, ROWS);
  }

  @Test
  void aListenerThatResumesWithinARowReadsEachRowOnce() {
    var feed = new LiveFeed<>(AccountIds.stream(id), STORE);
    get(feed.newest(deadline()));

    assertEquals(upwards(1_106, EVENTS), versions(heardBy(feed, 1_105)));

    assertEachRowWasReadOnce();
  }

  /** The first look reads the row with the newest event. */
  @Test
  void eventsBetweenTwoLooksAreReadOnce() {
    var busy = FatRows.write(3, A_ROW, FatRows.REFERENCE);
    var feed = new LiveFeed<>(AccountIds.stream(busy), STORE);
    get(feed.look());
    FatRows.add(busy, 4, A_ROW, FatRows.REFERENCE);

    get(feed.look());

    assertEquals(upwards(61, 140), versions(get(feed.after(60, NEVER))));
    assertEachRowWasReadOnce();
    assertCost(3, 5);
  }

  private static List<RecordedEvent<AccountEvent>> heardBy(
      LiveFeed<AccountEvent> feed, long after) {
    return get(
        Loop.until(
            heard -> !heard.isEmpty() && heard.get(heard.size() - 1).version() == EVENTS,
            new ArrayList<RecordedEvent<AccountEvent>>(),
            heard -> feed.after(last(after, heard), NEVER).map(page -> with(heard, page))));
  }

  private static long last(long after, List<RecordedEvent<AccountEvent>> heard) {
    return heard.isEmpty() ? after : heard.get(heard.size() - 1).version();
  }

  private static <T> ArrayList<T> with(ArrayList<T> heard, List<T> page) {
    heard.addAll(page);
    return heard;
  }

  private static void assertEachRowWasReadOnce() {
    var read = CLIENT.takeVersionsRead();
    assertEquals(read.stream().distinct().sorted().toList(), read.stream().sorted().toList());
  }
}
