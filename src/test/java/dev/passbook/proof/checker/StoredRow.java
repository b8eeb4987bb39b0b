package dev.passbook.proof.checker;

import java.util.List;

/** One commit: the events from its version on, and a snapshot or null. */
public record StoredRow(
    String account, long version, String at, List<StoredEvent> events, StoredSnapshot snapshot) {
  long lastVersion() {
    return version + events.size() - 1;
  }
}
