package dev.passbook.banking;

import static dev.passbook.banking.TestBank.found;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lost row at the end of a page does not look like the end of the history. */
class LostRowAtPagesEndTest {
  private static final int EVENTS = 60;

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final EventStore<Account, AccountEvent> store =
      new DynamoDbEventStore<>(client, TestTable.config(10), new AccountCodec());
  private final History history = new History(store);
  private final UUID id = FatRows.write(EVENTS, 1, null);

  private EventPage<AccountEvent> forward(long after, int limit) {
    return found(get(history.forward(Caller.ANYONE, id, after, limit, deadline())));
  }

  private void lose(long from, long to) {
    for (var version = from; version <= to; version++) {
      TestTable.delete(AccountIds.stream(id), version);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,20,21,21", "0,20,18,40", "0,3,4,4", "30,9,40,41", "0,20,1,1", "0,20,1,40"})
  void aPageBeforeALostRowFails(long after, int limit, long lostFrom, long lostTo) {
    lose(lostFrom, lostTo);

    var failure = assertThrows(UnreadableHistory.class, () -> forward(after, limit));

    assertEquals(lostFrom, failure.version());
    assertEquals(AccountIds.stream(id).value(), failure.stream());
  }

  @ParameterizedTest
  @CsvSource({"21,21", "18,40", "2,2", "1,1"})
  void aSearchFailsAtALostRowInEitherDirection(long lostFrom, long lostTo) {
    var search = new EventSearch(history, store);
    var filter = new EventFilter(null, null, Set.of("AccountClosed"));
    lose(lostFrom, lostTo);

    var failure =
        assertThrows(
            UnreadableHistory.class,
            () -> get(search.forward(Caller.ANYONE, id, filter, 0, 50, deadline())));
    assertEquals(lostFrom, failure.version());
    failure =
        assertThrows(
            UnreadableHistory.class,
            () -> get(search.backward(Caller.ANYONE, id, filter, EVENTS + 1, 50, deadline())));
    assertEquals(lostTo, failure.version());
  }

  @Test
  void onlyAPageThatIsNotFullCostsAnotherRead() {
    client.takeSent();

    assertEquals(20, forward(0, 20).next().orElseThrow());
    assertEquals(1, client.takeSent().size());

    assertTrue(forward(30, 40).next().isEmpty());
    assertEquals(2, client.takeSent().size());
  }
}
