package dev.passbook.operations;

import dev.passbook.eventstore.dynamodb.TableStatus;
import dev.passbook.eventstore.dynamodb.TableStatus.State;
import java.time.Duration;

/**
 * Decides whether the table counts as reachable. A short failure does not count, since it would
 * take all instances out of service at once and turn a blip of the database into an outage.
 *
 * @param since when the checks began to fail, as {@link System#nanoTime()}
 */
record TableAvailability(TableStatus last, boolean everReached, long since) {
  static final Duration GRACE = Duration.ofSeconds(5);

  static TableAvailability unknown(String table) {
    TableStatus none =
        new TableStatus(State.UNREACHABLE, "Table " + table + " has not been reached yet", "");
    return new TableAvailability(none, false, 0);
  }

  TableAvailability after(TableStatus look, long now) {
    boolean failsNow = last.reachable() && !look.reachable();
    return new TableAvailability(look, everReached || look.reachable(), failsNow ? now : since);
  }

  boolean holds(long now) {
    return last.reachable() || everReached && now - since < GRACE.toNanos();
  }
}
