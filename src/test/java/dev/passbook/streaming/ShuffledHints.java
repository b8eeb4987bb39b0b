package dev.passbook.streaming;

import dev.passbook.eventstore.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Hints that arrive out of order, twice and late, as a seed decides. */
final class ShuffledHints {
  private final Random random;
  private final List<StreamId> held = new ArrayList<>();

  ShuffledHints(long seed) {
    this.random = new Random(seed);
  }

  /** Returns the hints that arrive now, out of these and the delayed ones. */
  synchronized List<StreamId> arrivals(List<StreamId> hints) {
    held.addAll(hints);
    hints.stream().filter(hint -> random.nextInt(4) == 0).forEach(held::add);
    Collections.shuffle(held, random);
    var arriving = held.subList(0, held.size() - random.nextInt(held.size() / 3 + 1));
    var arrived = List.copyOf(arriving);
    arriving.clear();
    return arrived;
  }

  /** Delays these hints, so that they arrive again with later ones. */
  synchronized void hold(Collection<StreamId> hints) {
    held.addAll(hints);
  }

  /** Returns the number of hints that haven't arrived yet. */
  synchronized int waiting() {
    return held.size();
  }

  synchronized List<StreamId> rest() {
    var rest = List.copyOf(held);
    held.clear();
    return rest;
  }
}
