package dev.passbook.banking;

import static dev.passbook.eventstore.Tallies.deadline;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.AccountEvent;
import dev.passbook.decider.LiveFeed;
import dev.passbook.decider.LiveFeeds;
import dev.passbook.eventstore.RecordedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Collects what one client hears, until it goes away. */
final class ListeningClient {
  private static final Duration NEVER = Duration.ofHours(1);

  final Queue<Long> versions = new ConcurrentLinkedQueue<>();
  final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  final Cancellable listening;

  ListeningClient(LiveFeeds<AccountEvent> feeds, UUID account, long after) {
    this.listening =
        feeds
            .listen(
                AccountIds.stream(account),
                feed -> feed.newest(deadline()).chain(there -> hear(feed, after)))
            .subscribe()
            .with(end -> {}, failures::add);
  }

  private Uni<Void> hear(LiveFeed<AccountEvent> feed, long after) {
    var last = new AtomicLong(after);
    return Multi.createBy()
        .repeating()
        .uni(() -> feed.after(last.get(), NEVER))
        .whilst(page -> !feed.hasEnded())
        .invoke(page -> page.forEach(event -> hear(last, event)))
        .onItem()
        .ignoreAsUni();
  }

  private void hear(AtomicLong last, RecordedEvent<AccountEvent> event) {
    versions.add(event.version());
    last.set(event.version());
  }

  void awaits(long... expected) {
    var all = LongStream.of(expected).boxed().toList();
    await().atMost(30, SECONDS).untilAsserted(() -> assertEquals(all, List.copyOf(versions)));
  }
}
