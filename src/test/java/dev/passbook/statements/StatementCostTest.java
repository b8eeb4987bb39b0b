package dev.passbook.statements;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import dev.passbook.http.LongHistory;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The cost of a statement depends on its month, and not on the rest of the history. */
class StatementCostTest {
  private static final int EVENTS = 5_000;
  private static final int EVENTS_A_ROW = 10;

  /** An event within a row takes a second call, and a look past the end another one. */
  private static final int AN_EVENT = 3;

  private static final int A_SEARCH = 5;
  private static final int FEBRUARYS_ROWS = 28 * 24 / 2;

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Account, AccountEvent> store =
      new DynamoDbEventStore<>(client, TestTable.config(10), new AccountCodec());
  private final Statements statements =
      new Statements(new History(store), store, Clock.systemUTC());
  private final UUID id = UUID.fromString(LongHistory.write(store, EVENTS, Duration.ofHours(2)));

  private Statement statement(String month) {
    return get(statements.of(
            Caller.ANYONE, id, CalendarMonth.parse(month).orElseThrow(), deadline()))
        .either(found -> found, missing -> null);
  }

  private int calls() {
    client.takeSent();
    return client.takePagesRead();
  }

  /** That is the state, two searches and two balances, each from rows of several events. */
  @Test
  void theBalancesAndBoundsOfAMonthTakeAFewCalls() {
    calls();

    var february = statement("2026-02");

    assertEquals(FEBRUARYS_ROWS * EVENTS_A_ROW, february.versions().size());
    var calls = calls();
    assertTrue(calls <= 1 + 2 * A_SEARCH + 2 * AN_EVENT, () -> calls + " calls");
  }

  @Test
  void theFirstAndTheNewestMonthNeedOneSearch() {
    statement("2026-01");
    calls();

    assertEquals(6 * EVENTS_A_ROW, statement("2026-01").versions().size());
    var first = calls();
    assertTrue(first <= 1 + A_SEARCH + AN_EVENT, () -> first + " calls");
    assertEquals(EVENTS, statement("2026-03").versions().last());
    var newest = calls();
    assertTrue(newest <= 1 + A_SEARCH + AN_EVENT, () -> newest + " calls");
  }

  @Test
  void eachPageOfLinesIsOneCall() {
    var left = statement("2026-02").versions();
    var february = statement("2026-02");
    calls();
    var pages = 0;

    while (!left.isEmpty()) {
      var events = get(statements.next(february, left, deadline()));
      left = left.from(events.get(events.size() - 1).version() + 1);
      pages++;
    }

    assertEquals(1 + (FEBRUARYS_ROWS * EVENTS_A_ROW - 1) / 200, pages);
    assertEquals(pages, calls());
  }
}
