package dev.passbook.example;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.decider.CommandResult;
import dev.passbook.decider.Decider;
import dev.passbook.decider.DeciderMetrics;
import dev.passbook.decider.LiveFeedConfig;
import dev.passbook.decider.LiveFeeds;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.EventCodecContract;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.TestTable;
import dev.passbook.example.GiftCard.Event;
import dev.passbook.example.GiftCard.Issued;
import dev.passbook.example.GiftCard.Redeemed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The gift card passes the contract of codecs, and runs on the decider and DynamoDB. */
class GiftCardTest extends EventCodecContract<GiftCard, Event> {
  private record Feeds(Duration pollInterval, int maxListeners, int maxListenersPerAccount)
      implements LiveFeedConfig {}

  private final StreamId card = StreamId.of("giftcard", UUID.randomUUID());

  @Override
  protected EventCodec<GiftCard, Event> codec() {
    return new GiftCard.Codec();
  }

  @Override
  protected List<Event> history() {
    return List.of(new Issued(100), new Redeemed(30), new Redeemed(70));
  }

  @Override
  protected String goldenRow() {
    return "gift-card";
  }

  private final Decider<GiftCard, Event> decider = decider();

  private Decider<GiftCard, Event> decider() {
    var store = TestTable.storeOf(codec());
    return new Decider<>(
        store,
        codec(),
        new Decider.Settings(Duration.ofDays(7), 100),
        Clock.systemUTC(),
        UUID::randomUUID,
        new LiveFeeds<>(store, new Feeds(Duration.ofSeconds(1), 10, 10)),
        DeciderMetrics.NONE);
  }

  private CommandResult issue(long points) {
    return get(
        decider.handle(new GiftCard.Request(card, true, points, Optional.empty(), deadline())));
  }

  private CommandResult redeem(long points, String key) {
    return get(
        decider.handle(new GiftCard.Request(card, false, points, Optional.of(key), deadline())));
  }

  @Test
  void pointsAreRedeemedOnceUnderAKey() {
    issue(100);

    assertEquals("70 left", redeem(30, "k").response().body());
    assertTrue(redeem(30, "k").replayed());
    assertEquals("0 left", redeem(70, "l").response().body());
  }

  @Test
  void nobodyRedeemsMoreThanIsLeft() {
    assertEquals("no card", redeem(1, "k").response().body());
    issue(10);

    assertEquals("not enough", redeem(11, "l").response().body());
  }
}
