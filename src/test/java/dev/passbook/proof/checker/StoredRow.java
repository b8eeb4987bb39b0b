package dev.passbook.proof.checker;

import java.util.List;

/** One commit: its events, starting at the row's version, and a snapshot or null. */
public record StoredRow(
    String account, long version, String at, List<StoredEvent> events, StoredSnapshot snapshot) {
  long lastVersion() {
    return version + events.size() - 1;
  }
}
