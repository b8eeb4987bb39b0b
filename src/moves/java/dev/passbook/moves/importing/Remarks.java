package dev.passbook.moves.importing;

import dev.passbook.moves.importing.Remark.Kind;
import dev.passbook.moves.importing.Remark.Weight;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the remarks about one account, one of each kind. */
final class Remarks {
  private final Map<Kind, Remark> byKind = new EnumMap<>(Kind.class);

  void add(Kind kind, OldEntry entry, String detail) {
    add(kind, entry.number(), detail);
  }

  /**
   * Adds a remark, or counts it if there is one of its kind.
   *
   * @param entry 0 for the account as a whole
   */
  void add(Kind kind, long entry, String detail) {
    byKind.merge(kind, new Remark(kind, entry, 1, detail), (first, another) -> first.again());
  }

  boolean has(Weight weight) {
    return byKind.keySet().stream().anyMatch(kind -> kind.weight() == weight);
  }

  List<Remark> all() {
    return List.copyOf(byKind.values());
  }
}
