package dev.passbook.moves.importing;

import dev.passbook.moves.importing.Remark.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads the times of an earlier system. A time that goes back becomes the time before it. */
record OldTimes(Instant now, Remarks remarks) {
  /** Times outside of these years have another form in a row. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  /**
   * Returns the time of the next event.
   *
   * @param before the time of the event before, or null for the first one
   * @return null if there is a fault and no earlier time
   */
  Instant next(Instant before, OldEntry entry) {
    var own = parse(entry.at());
    if (own.isEmpty()) {
      var kind = before == null ? Kind.TIME_UNREADABLE : Kind.TIME_MISSING;
      remarks.add(kind, entry, "the time is missing or not like 2026-01-31T23:59:59.999Z");
      return before;
    }
    if (own.get().isAfter(now)) {
      remarks.add(Kind.TIME_IN_FUTURE, entry, "the time lies in the future");
    }
    if (before != null && own.get().isBefore(before)) {
      remarks.add(Kind.TIME_MOVED, entry, "the time is before that of the entry before");
      return before;
    }
    return own.get();
  }

  static Optional<Instant> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.strip()).toInstant())
          .map(time -> time.truncatedTo(ChronoUnit.MILLIS))
          .filter(time -> !time.isBefore(EARLIEST));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
