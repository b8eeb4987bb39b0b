package dev.passbook.banking;

import dev.passbook.account.HoldPlaced;
import dev.passbook.account.Money;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import java.time.Instant;

/**
 * A hold with what became of it.
 *
 * @param captured what was paid from the hold
 * @param remaining what the hold still reserves; zero if it has ended
 * @param endedAt null for an active hold
 */
public record HoldDetails(
    HoldId id,
    Status status,
    Money amount,
    Money captured,
    Money remaining,
    String reference,
    Instant placedAt,
    Instant expiresAt,
    Instant endedAt) {

  public enum Status {
    ACTIVE,
    CAPTURED,
    RELEASED,
    EXPIRED
  }

  /** Describes an active hold. */
  public static HoldDetails active(RecordedEvent<?> placed, Money remaining) {
    return of(placed, Status.ACTIVE, remaining, remaining, null);
  }

  /**
   * Describes a hold that has ended.
   *
   * @param unused what was neither captured before the end nor with it
   */
  static HoldDetails ended(RecordedEvent<?> placed, Status status, Money unused, Instant endedAt) {
    return of(placed, status, unused, Money.zero(unused.currency()), endedAt);
  }

  private static HoldDetails of(
      RecordedEvent<?> placed, Status status, Money unused, Money remaining, Instant endedAt) {
    var hold = (HoldPlaced) placed.event();
    return new HoldDetails(
        id(placed.stream(), hold.hold()),
        status,
        hold.amount(),
        hold.amount().minus(unused),
        remaining,
        hold.reference(),
        placed.at(),
        hold.expiresAt(),
        endedAt);
  }

  private static HoldId id(StreamId stream, long version) {
    return HoldId.parse(AccountIds.of(stream) + "-" + version).orElseThrow();
  }
}
