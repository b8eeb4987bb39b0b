package dev.passbook.eventstore;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The id of a command. A command may be decided several times before it is applied, and each
 * decision has an id of its own, so that events show which decision they belong to. All ids of a
 * command begin alike.
 */
public final class CommandId {
  private static final int LENGTH = 36;
  private static final int ALIKE = 32;
  private static final long COUNTED = 0xFFFF;

  private final UUID first;
  private final AtomicInteger decisions = new AtomicInteger();

  public CommandId(UUID first) {
    this.first = first;
  }

  /** Returns the id of the next decision. The last four digits count the decisions. */
  public String next() {
    var last = first.getLeastSignificantBits();
    var counted = last + decisions.getAndIncrement() & COUNTED;
    return new UUID(first.getMostSignificantBits(), last & ~COUNTED | counted).toString();
  }

  /** Returns whether two ids belong to decisions of one command. */
  public static boolean areOfOneCommand(String one, String other) {
    return one.equals(other)
        || one.length() == LENGTH
            && other.length() == LENGTH
            && one.regionMatches(0, other, 0, ALIKE);
  }
}
