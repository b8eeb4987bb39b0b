package dev.passbook.streaming.relay;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.streaming.Cursor.Parked;
import dev.passbook.streaming.PublicationStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes how far one account is published. */
record AccountReport(PublicationStatus status, Instant now) {
  boolean isFine() {
    return status.parked().isEmpty()
        && status.trouble().isEmpty()
        && status.waitingSince().filter(at -> at.isBefore(now.minus(Totals.LATE))).isEmpty();
  }

  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("account", AccountIds.of(status.account()));
    members.put("version", status.head());
    members.put("published", status.published());
    members.put("unpublishedEvents", status.unpublished());
    status.next().ifPresent(at -> members.put("oldestUnpublished", Timestamp.format(at)));
    status.parked().ifPresent(parked -> members.put("parked", members(parked)));
    status.trouble().ifPresent(reason -> members.put("unreadable", reason));
    return members;
  }

  private static Map<String, Object> members(Parked parked) {
    var members = new LinkedHashMap<String, Object>();
    members.put("version", parked.version());
    members.put("since", Timestamp.format(parked.at()));
    members.put("reason", parked.shownReason());
    return members;
  }

  String text() {
    var text = new StringBuilder();
    line(text, "account", AccountIds.of(status.account()));
    line(text, "newest event", "version " + status.head());
    line(text, "published", "up to version " + status.published() + behind());
    status.next().ifPresent(at -> line(text, "oldest waits", since(at)));
    status
        .parked()
        .ifPresent(
            parked ->
                line(
                    text,
                    "parked",
                    "at version %d %s: %s"
                        .formatted(parked.version(), since(parked.at()), parked.shownReason())));
    if (status.parked().isEmpty()) {
      status.trouble().ifPresent(reason -> line(text, "unreadable", reason));
    }
    return text.toString().stripTrailing();
  }

  private String behind() {
    return status.unpublished() == 0
        ? ", which is all"
        : ", and not the events after it (%d)".formatted(status.unpublished());
  }

  private String since(Instant at) {
    return "since %s (%s)".formatted(Timestamp.format(at), Output.age(at, now));
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("%-16s %s%n".formatted(name, value));
  }
}
