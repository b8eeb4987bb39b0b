package dev.passbook.streaming.relay;

import dev.passbook.streaming.PublicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up how far all accounts are published. */
final class Totals {
  /** From this age on, an unpublished event is late. */
  static final Duration LATE = Duration.ofMinutes(1);

  private final Instant now;
  private long accounts;
  private long behind;
  private long unpublished;
  private long unreadable;
  private PublicationStatus oldest;

  Totals(Instant now) {
    this.now = now;
  }

  synchronized void add(PublicationStatus status) {
    accounts++;
    unpublished += status.unpublished();
    behind += status.unpublished() > 0 ? 1 : 0;
    unreadable += status.trouble().isPresent() ? 1 : 0;
    if (status.waitingSince().isPresent() && (oldest == null || isOlder(status))) {
      oldest = status;
    }
  }

  private boolean isOlder(PublicationStatus status) {
    return status.waitingSince().orElseThrow().isBefore(oldest.waitingSince().orElseThrow());
  }

  boolean areFine() {
    return unreadable == 0
        && (oldest == null || oldest.waitingSince().orElseThrow().isAfter(now.minus(LATE)));
  }

  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("accounts", accounts);
    members.put("behind", behind);
    members.put("unpublishedEvents", unpublished);
    members.put("unreadable", unreadable);
    if (oldest != null) {
      members.put("oldest", new AccountReport(oldest, now).members());
    }
    return members;
  }

  String text() {
    var first =
        "accounts         %d, of which %d have unpublished events (%d) and %d can't be read"
            .formatted(accounts, behind, unpublished, unreadable);
    return oldest == null
        ? first
        : first + "%noldest event%n".formatted() + new AccountReport(oldest, now).text().indent(2);
  }
}
