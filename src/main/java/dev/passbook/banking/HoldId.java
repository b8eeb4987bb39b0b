package dev.passbook.banking;

import java.util.Optional;
import java.util.UUID;

/** A hold's id: its account, and the version of the event that placed it. */
public record HoldId(UUID account, long version) {

  public static Optional<HoldId> parse(String text) {
    return TransferId.parse(text).map(id -> new HoldId(id.from(), id.fromVersion()));
  }

  @Override
  public String toString() {
    return account + "-" + version;
  }
}
