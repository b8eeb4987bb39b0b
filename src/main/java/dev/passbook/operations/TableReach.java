package dev.passbook.operations;

import dev.passbook.eventstore.dynamodb.TableLook;
import dev.passbook.eventstore.dynamodb.TableLook.State;
import java.time.Duration;

/**
 * Whether the table counts as in reach. A short failure does not count: taking every instance out
 * of service at once would turn a blip of the database into an outage of ours.
 *
 * @param since when the looks began to fail, in the terms of {@link System#nanoTime()}
 */
record TableReach(TableLook last, boolean everReached, long since) {
  static final Duration GRACE = Duration.ofSeconds(5);

  static TableReach unknown(String table) {
    TableLook none =
        new TableLook(State.UNREACHABLE, "Table " + table + " has not been reached yet", "");
    return new TableReach(none, false, 0);
  }

  TableReach after(TableLook look, long now) {
    boolean failsNow = last.reachable() && !look.reachable();
    return new TableReach(look, everReached || look.reachable(), failsNow ? now : since);
  }

  boolean holds(long now) {
    return last.reachable() || everReached && now - since < GRACE.toNanos();
  }
}
