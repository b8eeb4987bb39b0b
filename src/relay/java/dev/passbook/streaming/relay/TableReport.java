package dev.passbook.streaming.relay;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.streaming.Cursor;
import dev.passbook.streaming.ParkedAccounts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Describes how far the whole table is published.
 *
 * @param totals null if not all accounts were compared
 */
record TableReport(List<Cursor> parked, FollowedStream.Now stream, Totals totals, Instant now) {

  boolean isFine() {
    return parked.isEmpty()
        && stream.isOn()
        && !stream.isAnother()
        && (totals == null || totals.areFine());
  }

  Map<String, Object> members() {
    var members = new LinkedHashMap<String, Object>();
    members.put("stream", stream.arn().orElse(null));
    members.put("followedStream", stream.followed().orElse(null));
    members.put("parked", parked.stream().map(Output::members).toList());
    if (totals != null) {
      members.put("compared", totals.members());
    }
    return members;
  }

  String text() {
    return "table's stream   " + streamText() + "\n" + parkedText() + "\n" + totalsText();
  }

  private String streamText() {
    if (!stream.isOn()) {
      return "is off, so the relay publishes nothing: see the command table";
    }
    if (stream.isAnother()) {
      return "is not the one that the relay followed last. Start the relay, or run catch-up";
    }
    return stream.followed().isPresent()
        ? "is the one that the relay followed last"
        : "is on. No process has followed it (a function does not note it)";
  }

  private String parkedText() {
    if (parked.isEmpty()) {
      return "parked accounts  none";
    }
    var more = parked.size() == ParkedAccounts.MOST ? " or more" : "";
    var text = new StringBuilder("parked accounts  " + parked.size() + more);
    parked.stream().limit(10).map(this::line).forEach(text::append);
    return parked.size() > 10 ? text + "\n  (and more: see the command parked)" : text.toString();
  }

  private String line(Cursor cursor) {
    var why = cursor.parked().orElseThrow();
    return "%n  %s at version %d since %s (%s): %s"
        .formatted(
            AccountIds.of(cursor.stream()),
            why.version(),
            Timestamp.format(why.at()),
            Output.age(why.at(), now),
            why.shownReason());
  }

  private String totalsText() {
    return totals == null
        ? "accounts         not compared with their cursors: add --all, or --account <id>"
        : totals.text();
  }
}
