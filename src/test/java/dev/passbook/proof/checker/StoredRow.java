package dev.passbook.proof.checker;

import java.util.List;

/**
 * One commit: its events, starting at the row's version, and a snapshot or null.
 *
 * @param chain null in the model, which has none
 */
public record StoredRow(
    String account,
    long version,
    String at,
    List<StoredEvent> events,
    StoredSnapshot snapshot,
    StoredChain chain) {

  StoredRow(
      String account, long version, String at, List<StoredEvent> events, StoredSnapshot snapshot) {
    this(account, version, at, events, snapshot, null);
  }

  long lastVersion() {
    return version + events.size() - 1;
  }
}
