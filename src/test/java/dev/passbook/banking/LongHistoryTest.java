package dev.passbook.banking;

import static dev.passbook.banking.TestBank.found;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Money;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.Fault;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The cost of a read, in calls and items, does not grow with the history. */
class LongHistoryTest {
  private static final int EVENTS = 10_000;
  private static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");
  private static final AccountCodec CODEC = new AccountCodec();
  private static final UUID ID = UUID.randomUUID();

  private static final ScriptedClient CLIENT = new ScriptedClient(TestTable.client());
  private static final DynamoDbEventStore<Account, AccountEvent> STORE =
      new DynamoDbEventStore<>(CLIENT, TestTable.config(10), CODEC);
  private static final History HISTORY = new History(STORE);

  /** The account gets one euro a second, so the balance and the time equal the version. */
  @BeforeAll
  static void tenThousandEvents() {
    CLIENT.everyWrite(Fault.isSwallowed());
    var state = Snapshot.<Account>none(AccountIds.stream(ID));
    for (int version = 1; version <= EVENTS; version++) {
      var at = OPENED.plusSeconds(version);
      var event =
          new RecordedEvent<>(
              state.stream(), version, at, "command-" + version, null, event(version));
      var append = new Append<>(state, List.of(event));
      get(STORE.commit(new Commit<>(List.of(append), List.of()), deadline()));
      state = state.plus(event, CODEC);
    }
    TestTable.putAll(CLIENT.takeSent().stream().map(put -> ((PutItemRequest) put).item()).toList());
    CLIENT.everyWrite(Fault.passes());
  }

  private static AccountEvent event(int version) {
    return version == 1
        ? Account.open(null, TestBank.EUR)
        : new BalanceCredited(euros(1), euros(version - 1), null, null);
  }

  private static Money euros(long value) {
    return new Money(BigDecimal.valueOf(value), TestBank.EUR);
  }

  @Test
  void theCurrentBalanceReadsOnePageOfRows() {
    resetTheCounts();

    assertEquals(euros(EVENTS - 1), balance(get(HISTORY.now(Caller.ANYONE, ID, deadline()))));

    assertCost(1, 10);
  }

  @Test
  void theBalanceAtAnyVersionReadsOnePageOfRows() {
    for (long version : new long[] {1, 9, 10, 11, 5_000, 5_001, 5_009, 9_999, EVENTS}) {
      resetTheCounts();
      var state = get(HISTORY.atVersion(Caller.ANYONE, ID, version, deadline()));
      assertEquals(euros(version - 1), balance(state));
      assertCost(1, 11);
    }
  }

  @Test
  void aPageOfHistoryReadsAPageOfRows() {
    resetTheCounts();
    var forward = found(get(HISTORY.forward(Caller.ANYONE, ID, 5_000, 50, deadline())));
    assertEquals(5_001, forward.events().get(0).version());
    assertEquals(5_050, forward.next().orElseThrow());
    assertCost(1, 51);

    var backward = found(get(HISTORY.backward(Caller.ANYONE, ID, 5_000, 50, deadline())));
    assertEquals(4_999, backward.events().get(0).version());
    assertCost(1, 51);
  }

  /** That is the state, two searches and the page. */
  @Test
  void aPageOfATimeReadsAFewPagesOfRows() {
    var search = new EventSearch(HISTORY, STORE);
    var from = OPENED.plusSeconds(5_000);
    var filter = new EventFilter(from, from.plusSeconds(1_000), Set.of());
    resetTheCounts();

    var page = found(get(search.forward(Caller.ANYONE, ID, filter, 0, 50, deadline())));

    assertEquals(5_000, page.events().get(0).version());
    assertCost(1 + 2 + 2 + 1, 10 + 20 + 20 + 50);
  }

  @Test
  void aPageOfARareTypeReadsABoundedNumberOfRows() {
    var search = new EventSearch(HISTORY, STORE);
    var filter = new EventFilter(null, null, Set.of("AccountClosed"));
    resetTheCounts();

    var forward = found(get(search.forward(Caller.ANYONE, ID, filter, 0, 1, deadline())));
    assertEquals(EventSearch.MOST_READ, forward.next().orElseThrow());
    assertCost(1 + 8, 10 + EventSearch.MOST_READ);

    var backward =
        found(get(search.backward(Caller.ANYONE, ID, filter, EVENTS + 1, 200, deadline())));
    assertEquals(EVENTS - EventSearch.MOST_READ + 1, backward.next().orElseThrow());
    assertCost(1 + 3, 10 + EventSearch.MOST_READ);
  }

  @Test
  void anEventReadsOneRow() {
    resetTheCounts();

    assertEquals(5_000, found(get(HISTORY.event(Caller.ANYONE, ID, 5_000, deadline()))).version());

    assertCost(1, 1);
  }

  @Test
  void theBalanceAtAMomentReadsThreePagesIfTimesAreEven() {
    for (long version : new long[] {1, 2, 17, 5_000, 9_998, 9_999}) {
      resetTheCounts();
      var state =
          get(
              HISTORY.asOf(
                  Caller.ANYONE, ID, OPENED.plusSeconds(version).plusMillis(1), deadline()));
      assertEquals(euros(version - 1), balance(state));
      assertCost(3, 10 + 10 + 11);
    }
  }

  private static Money balance(Lookup<Snapshot<Account>> state) {
    return found(state).state().balance();
  }

  private static void resetTheCounts() {
    CLIENT.takeSent();
    CLIENT.takePagesRead();
    CLIENT.takeItemsRead();
  }

  private static void assertCost(int calls, int items) {
    var pages = CLIENT.takePagesRead();
    var read = CLIENT.takeItemsRead();
    assertTrue(pages <= calls, () -> pages + " calls");
    assertTrue(read <= items, () -> read + " items");
  }
}
