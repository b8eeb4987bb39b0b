package dev.passbook.proof.checker;

import java.math.BigDecimal;
import java.util.List;

/**
 * What became of a hold.
 *
 * @param status as the contract names it
 * @param endedAt null for an active hold
 */
record HoldStory(StoredEvent placed, String status, BigDecimal captured, String endedAt) {

  /**
   * Tells it from the events that concern the hold.
   *
   * @param events the account's, up to a view's version
   * @return null if there was no such hold
   */
  static HoldStory of(List<StoredEvent> events, long hold, View view) {
    HoldStory story = null;
    for (StoredEvent event : events) {
      if (event.version() == hold && event.is(StoredEvent.HOLD_PLACED)) {
        story = new HoldStory(event, "active", BigDecimal.ZERO, null);
      } else if (story != null && Long.valueOf(hold).equals(event.details().hold())) {
        story = story.plus(event);
      }
    }
    return story == null ? null : story.at(view);
  }

  private HoldStory plus(StoredEvent event) {
    String expiry = placed.details().expiresAt();
    return switch (event.type()) {
      case StoredEvent.HOLD_RELEASED -> new HoldStory(placed, "released", captured, event.at());
      case StoredEvent.HOLD_EXPIRED -> new HoldStory(placed, "expired", captured, expiry);
      case StoredEvent.WITHDRAWN -> {
        BigDecimal sum = captured.add(event.amount());
        yield event.details().holdRemaining().signum() == 0
            ? new HoldStory(placed, "captured", sum, event.at())
            : new HoldStory(placed, status, sum, endedAt);
      }
      default -> this;
    };
  }

  private HoldStory at(View view) {
    boolean lapsed =
        view.stored().lapsedBy(view.at()).stream()
            .anyMatch(hold -> hold.version() == placed.version());
    return lapsed ? new HoldStory(placed, "expired", captured, placed.details().expiresAt()) : this;
  }

  BigDecimal remaining() {
    return status.equals("active") ? placed.amount().subtract(captured) : BigDecimal.ZERO;
  }

  String id() {
    return placed.account() + "-" + placed.version();
  }
}
