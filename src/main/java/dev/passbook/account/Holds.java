package dev.passbook.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The holds of an account that no event has ended, oldest first. */
public record Holds(List<Hold> all) implements Iterable<Hold> {
  public static final Holds NONE = new Holds(List.of());

  public Holds {
    all = List.copyOf(all);
  }

  public int size() {
    return all.size();
  }

  @Override
  public Iterator<Hold> iterator() {
    return all.iterator();
  }

  /** Returns the holds that count at this time. */
  public Holds activeAt(Instant at) {
    return only(hold -> hold.isActive(at));
  }

  /** Returns the holds that have lapsed by this time, although no event says so yet. */
  public Holds lapsedAt(Instant at) {
    return only(hold -> !hold.isActive(at));
  }

  public Optional<Hold> find(long version) {
    return all.stream().filter(hold -> hold.version() == version).findFirst();
  }

  /**
   * Returns the hold.
   *
   * @throws IllegalStateException if there is none, because the history is damaged
   */
  Hold get(long version) {
    return find(version)
        .orElseThrow(() -> new IllegalStateException("the hold has ended or was never placed"));
  }

  Money total(Currency currency) {
    return all.stream().map(Hold::remaining).reduce(Money.zero(currency), Money::plus);
  }

  Holds with(Hold placed) {
    var more = new ArrayList<>(all);
    more.add(placed);
    return new Holds(more);
  }

  Holds without(long version) {
    return only(hold -> hold.version() != version);
  }

  Holds replacing(Hold changed) {
    return new Holds(
        all.stream().map(hold -> hold.version() == changed.version() ? changed : hold).toList());
  }

  private Holds only(Predicate<Hold> which) {
    return all.stream().allMatch(which) ? this : new Holds(all.stream().filter(which).toList());
  }
}
