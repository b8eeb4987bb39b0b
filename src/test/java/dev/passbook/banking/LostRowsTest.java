package dev.passbook.banking;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.LiveFeed;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StandInStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads in several steps end, even if the history is long or has a hole. */
@Timeout(600)
class LostRowsTest {
  private static final int MANY = 20_100;

  private final HoledStore store = new HoledStore();
  private final TestBank bank = new TestBank(store);
  private final UUID id = bank.open();
  private final LiveFeed<AccountEvent> feed = new LiveFeed<>(AccountIds.stream(id), store);

  /** A store that loses some versions and returns one event at a time. */
  private static final class HoledStore extends StandInStore<Account, AccountEvent> {
    private long lostFrom = Long.MAX_VALUE;
    private long lostTo = Long.MAX_VALUE;

    HoledStore() {
      super(new InMemoryEventStore<>(new AccountCodec()));
    }

    void loses(long from, long to) {
      lostFrom = from;
      lostTo = to;
    }

    @Override
    public Uni<List<RecordedEvent<AccountEvent>>> readForward(
        StreamId stream, long after, int limit, Deadline deadline) {
      return super.readForward(stream, after, 1, deadline).map(this::left);
    }

    @Override
    public Uni<List<RecordedEvent<AccountEvent>>> readBackward(
        StreamId stream, long before, int limit, Deadline deadline) {
      return super.readBackward(stream, before, limit, deadline).map(this::left);
    }

    private List<RecordedEvent<AccountEvent>> left(List<RecordedEvent<AccountEvent>> events) {
      return events.stream()
          .filter(event -> event.version() < lostFrom || event.version() > lostTo)
          .toList();
    }
  }

  private void credit(int times) {
    for (int i = 0; i < times; i++) {
      bank.clock.advance(Duration.ofSeconds(1));
      bank.ask(TestBank.credit(id, "1"));
    }
  }

  @Test
  void aFeedCatchesUpWithAnyNumberOfPages() {
    get(feed.look());
    credit(MANY);

    get(feed.look());

    var newest = get(feed.after(MANY, Duration.ofSeconds(1)));
    assertEquals(MANY + 1, newest.get(0).version());
  }

  @Test
  void aFeedFailsAtAHole() {
    get(feed.look());
    credit(5);
    store.loses(3, 4);

    var failure = assertThrows(UnreadableHistory.class, () -> get(feed.look()));
    assertEquals(3, failure.version());
  }

  @Test
  void aSearchByTimeFailsAtAHole() {
    credit(100);
    store.loses(20, 90);
    var moment = bank.clock.instant().minusSeconds(50);

    assertThrows(
        UnreadableHistory.class,
        () -> get(bank.history.asOf(Caller.ANYONE, id, moment, deadline())));
  }
}
