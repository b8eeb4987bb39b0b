package dev.passbook.streaming;

import dev.passbook.eventstore.StreamId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Hints that come out of order, twice, and late, by a seed. */
final class ShuffledHints {
  private final Random random;
  private final List<StreamId> held = new ArrayList<>();

  ShuffledHints(long seed) {
    this.random = new Random(seed);
  }

  /** What arrives of these and of those that were held up before. */
  synchronized List<StreamId> arrivals(List<StreamId> hints) {
    held.addAll(hints);
    hints.stream().filter(hint -> random.nextInt(4) == 0).forEach(held::add);
    Collections.shuffle(held, random);
    var arriving = held.subList(0, held.size() - random.nextInt(held.size() / 3 + 1));
    var arrived = List.copyOf(arriving);
    arriving.clear();
    return arrived;
  }

  /** These come again with later ones. */
  synchronized void hold(Collection<StreamId> hints) {
    held.addAll(hints);
  }

  /** How many have not arrived yet. */
  synchronized int waiting() {
    return held.size();
  }

  synchronized List<StreamId> rest() {
    var rest = List.copyOf(held);
    held.clear();
    return rest;
  }
}
