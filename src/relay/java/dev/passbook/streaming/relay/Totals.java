package dev.passbook.streaming.relay;

import dev.passbook.streaming.PublicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up how far all accounts are published, and names those that are late or can't be read. */
final class Totals {
  /** From this age on, an unpublished event is late. */
  static final Duration LATE = Duration.ofMinutes(1);

  /** How many accounts with trouble are named. */
  private static final int SHOWN = 20;

  private final Instant now;
  private long accounts;
  private long behind;
  private long unpublished;
  private long unreadable;
  private long troubled;
  private final List<PublicationStatus> first = new ArrayList<>();

  Totals(Instant now) {
    this.now = now;
  }

  synchronized void add(PublicationStatus status) {
    accounts++;
    unpublished += status.unpublished();
    behind += status.unpublished() > 0 ? 1 : 0;
    unreadable += status.trouble().isPresent() ? 1 : 0;
    if (!new AccountReport(status, now).isFine()) {
      troubled++;
      first.add(status);
      first.sort(Comparator.comparing(each -> each.waitingSince().orElse(Instant.EPOCH)));
      first.subList(Math.min(SHOWN, first.size()), first.size()).clear();
    }
  }

  boolean areFine() {
    return troubled == 0;
  }

  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("accounts", accounts);
    members.put("behind", behind);
    members.put("unpublishedEvents", unpublished);
    members.put("unreadable", unreadable);
    members.put("troubled", first.stream().map(this::report).map(AccountReport::members).toList());
    return members;
  }

  private AccountReport report(PublicationStatus status) {
    return new AccountReport(status, now);
  }

  String text() {
    var text =
        new StringBuilder(
            "accounts         %d, of which %d have unpublished events (%d) and %d can't be read"
                .formatted(accounts, behind, unpublished, unreadable));
    first.forEach(status -> text.append("%n%n".formatted()).append(report(status).text()));
    return troubled > first.size()
        ? text + "%n%n%d more accounts have trouble".formatted(troubled - first.size())
        : text.toString();
  }
}
