package dev.passbook.banking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;

/** The commands that wait for the same accounts, in the order in which they came. */
final class Lane {
  /** What more would wait than this is refused at once: it would hardly be served in time. */
  private static final int LONGEST = 256;

  /** A transaction takes 100 items; the fewer, the less often does one of them fail it. */
  private static final int MOST_KEYED = 24;

  /** What a row is to hold at the most, in bytes: the newest ten are read for every balance. */
  private static final int LARGEST_ROW = 4_096;

  /** What a row holds beside its events, a snapshot included. */
  private static final int REST_OF_ROW = 512;

  private final List<UUID> accounts;
  private final Queue<Waiting> waiting = new ArrayDeque<>();

  Lane(Waiting first) {
    accounts = first.accounts();
    waiting.add(first);
  }

  List<UUID> accounts() {
    return accounts;
  }

  /** Takes the command in, or tells it that there are too many before it. */
  synchronized Lane add(Waiting command) {
    if (waiting.size() < LONGEST) {
      waiting.add(command);
    } else {
      command.shed();
    }
    return this;
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  synchronized int depth() {
    return waiting.size();
  }

  /**
   * The next that go together: as many as fit in a row and a transaction, no key twice. Of two with
   * one key the later waits, to find what the earlier left; whoever gave up waiting is left out.
   */
  synchronized List<Waiting> take() {
    var batch = new ArrayList<Waiting>();
    var keys = new HashSet<String>();
    int size = REST_OF_ROW;
    for (var each = waiting.iterator(); each.hasNext(); ) {
      var command = each.next();
      if (!batch.isEmpty() && (size + command.size() > LARGEST_ROW || keys.size() >= MOST_KEYED)) {
        break;
      }
      if (isKeptBackBy(keys, command)) {
        continue;
      }
      each.remove();
      if (command.joinBatch()) {
        batch.add(command);
        size += command.size();
      }
    }
    if (batch.size() == 1) {
      batch.get(0).isAlone();
    }
    return batch;
  }

  private static boolean isKeptBackBy(Set<String> keys, Waiting command) {
    return command.markerKey().map(key -> !keys.add(key)).orElse(false);
  }
}
