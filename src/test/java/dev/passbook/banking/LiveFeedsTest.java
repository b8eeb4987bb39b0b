package dev.passbook.banking;

import static dev.passbook.banking.TestBank.close;
import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.TestBank.Listening;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.LiveFeed;
import dev.passbook.decider.LiveFeeds;
import dev.passbook.decider.Overloaded;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LiveFeedsTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration OFTEN = Duration.ofMillis(40);

  private final WatchedStore store = new WatchedStore(new InMemoryEventStore<>(new AccountCodec()));

  /** A bank of another process: its commits do not nudge the feeds under test. */
  private final TestBank elsewhere = new TestBank(store);

  private final UUID account = elsewhere.open();

  private static LiveFeeds<AccountEvent> feeds(WatchedStore store, Duration pollInterval) {
    return new LiveFeeds<>(store, new Listening(pollInterval, 3, 2));
  }

  private void creditElsewhere(int times) {
    for (int i = 0; i < times; i++) {
      elsewhere.ask(credit(account, "1"));
    }
  }

  @Test
  void anotherProcessesEventsAreFoundAtTheNextLook() {
    var client = new ListeningClient(feeds(store, OFTEN), account, 0);

    client.awaits(1);
    creditElsewhere(1);
    client.awaits(1, 2);
    creditElsewhere(3);
    client.awaits(1, 2, 3, 4, 5);
    client.listening.cancel();
  }

  @Test
  void thisProcessesEventsAreHeardBeforeTheNextLook() {
    var feeds = feeds(store, NEVER);
    var bank = new TestBank(store, feeds);
    var client = new ListeningClient(feeds, account, 1);

    bank.ask(credit(account, "1"));
    client.awaits(2);
    bank.ask(credit(account, "1"));
    client.awaits(2, 3);
    client.listening.cancel();
  }

  @Test
  void oneFeedServesAllListenersOfAnAccount() {
    var feeds = new LiveFeeds<>(store, new Listening(NEVER, 100, 100));
    var clients = new ArrayList<ListeningClient>();
    for (int i = 0; i < 50; i++) {
      clients.add(new ListeningClient(feeds, account, 1));
    }
    store.looks.set(0);

    creditElsewhere(1);
    feeds.nudge(List.of(AccountIds.stream(account)));

    clients.forEach(client -> client.awaits(2));
    assertEquals(1, store.looks.get());
    assertEquals(0, store.pages.get());
    clients.forEach(client -> client.listening.cancel());
  }

  @Test
  void eventsBetweenTwoLooksAreReadOnceForAll() {
    var feeds = new LiveFeeds<>(store, new Listening(NEVER, 100, 100));
    var one = new ListeningClient(feeds, account, 1);
    var two = new ListeningClient(feeds, account, 1);

    creditElsewhere(5);
    feeds.nudge(List.of(AccountIds.stream(account)));

    one.awaits(2, 3, 4, 5, 6);
    two.awaits(2, 3, 4, 5, 6);
    assertEquals(1, store.pages.get());
    one.listening.cancel();
    two.listening.cancel();
  }

  @Test
  void aListenerThatIsFarBehindReadsTheTable() {
    creditElsewhere(350);
    var client = new ListeningClient(feeds(store, NEVER), account, 0);

    client.awaits(LongStream.rangeClosed(1, 351).toArray());
    assertEquals(4, store.pages.get());
    client.listening.cancel();
  }

  @Test
  void theStoreIsNotReadOnceTheLastListenerIsGone() {
    var feeds = feeds(store, OFTEN);
    var one = new ListeningClient(feeds, account, 0);
    var two = new ListeningClient(feeds, account, 0);
    one.listening.cancel();
    creditElsewhere(1);
    two.awaits(1, 2);

    two.listening.cancel();

    store.looks.set(0);
    feeds.nudge(List.of(AccountIds.stream(account)));
    await()
        .during(OFTEN.toMillis() * 5, MILLISECONDS)
        .atMost(30, SECONDS)
        // One look may have been in progress.
        .until(() -> store.looks.get() <= 1);
  }

  @Test
  void anUnavailableTableIsReadAgain() {
    var client = new ListeningClient(feeds(store, OFTEN), account, 0);
    client.awaits(1);
    store.failure = new StoreUnavailable("out of reach", false, null);
    var looks = store.looks.get();
    await().atMost(30, SECONDS).until(() -> store.looks.get() > looks + 2);
    creditElsewhere(1);

    store.failure = null;

    client.awaits(1, 2);
    assertTrue(client.failures.isEmpty());
    client.listening.cancel();
  }

  @Test
  void anUnreadableHistoryEndsTheFeed() {
    var client = new ListeningClient(feeds(store, OFTEN), account, 0);
    client.awaits(1);

    store.failure =
        new UnreadableHistory(AccountIds.stream(account), 2, "it is of no known type", null);

    await().atMost(30, SECONDS).until(() -> !client.failures.isEmpty());
    assertInstanceOf(UnreadableHistory.class, client.failures.peek());
  }

  @Test
  void aMissingAccountHasNoFeed() {
    var missing = UUID.randomUUID();

    var heard =
        feeds(store, NEVER).listen(AccountIds.stream(missing), feed -> feed.newest(deadline()));

    assertEquals(Optional.empty(), get(heard));
  }

  @Test
  void theFeedReturnsTheNewestEvent() {
    creditElsewhere(2);
    elsewhere.ask(TestBank.withdraw(account, "2"));
    elsewhere.ask(close(account));

    var heard =
        feeds(store, NEVER).listen(AccountIds.stream(account), feed -> feed.newest(deadline()));

    assertEquals(5, get(heard).orElseThrow().version());
  }

  @Test
  void waitingEndsWithoutAnEvent() {
    var heard =
        feeds(store, NEVER)
            .listen(
                AccountIds.stream(account),
                feed -> feed.newest(deadline()).chain(() -> feed.after(1, Duration.ofMillis(10))));

    assertEquals(List.of(), get(heard));
  }

  @Test
  void tooManyListenersAreRefusedAndPlacesAreFreed() {
    var feeds = feeds(store, NEVER);
    var other = elsewhere.open();
    var third = elsewhere.open();
    var one = new ListeningClient(feeds, account, 0);
    var two = new ListeningClient(feeds, account, 0);

    assertThrows(
        Overloaded.class, () -> get(feeds.listen(AccountIds.stream(account), this::anything)));
    var three = new ListeningClient(feeds, other, 0);
    assertThrows(
        Overloaded.class, () -> get(feeds.listen(AccountIds.stream(third), this::anything)));

    one.listening.cancel();
    assertEquals("heard", get(feeds.listen(AccountIds.stream(account), this::anything)));
    assertEquals("heard", get(feeds.listen(AccountIds.stream(third), this::anything)));
    two.listening.cancel();
    three.listening.cancel();
  }

  @Test
  void listeningThatFailsAtOnceFreesItsPlace() {
    var feeds = feeds(store, NEVER);
    for (int i = 0; i < 10; i++) {
      var failing =
          feeds.listen(AccountIds.stream(account), feed -> LiveFeedsTest.<String>refuse());
      assertThrows(IllegalStateException.class, () -> get(failing));
    }

    assertEquals("heard", get(feeds.listen(AccountIds.stream(account), this::anything)));
  }

  @Test
  void stoppingEndsEveryListenerAndLaterOnes() {
    var feeds = feeds(store, NEVER);
    var there =
        feeds.listen(
            AccountIds.stream(account), feed -> feed.newest(deadline()).chain(() -> end(feed)));
    var ended = there.subscribeAsCompletionStage();

    feeds.end();

    assertEquals(true, ended.join());
    assertEquals(true, get(feeds.listen(AccountIds.stream(account), this::end)));
  }

  private Uni<Boolean> end(LiveFeed<AccountEvent> feed) {
    return feed.after(1, NEVER).map(nothing -> feed.hasEnded());
  }

  private Uni<String> anything(LiveFeed<AccountEvent> feed) {
    return Uni.createFrom().item("heard");
  }

  private static <T> Uni<T> refuse() {
    throw new IllegalStateException("no");
  }
}
