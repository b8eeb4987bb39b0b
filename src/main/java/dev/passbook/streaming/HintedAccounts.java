package dev.passbook.streaming;

import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.Relay.Outcome;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The accounts that hints have named. An account that is being published waits if it is named
 * again, so that one process never publishes it twice at once.
 */
final class HintedAccounts {
  /** With this many accounts waiting, which take about 20 MB, no more hints should be read. */
  static final int MOST = 100_000;

  private final Set<StreamId> waiting = new LinkedHashSet<>();
  private final Set<StreamId> underWay = new HashSet<>();

  synchronized void add(Collection<StreamId> hinted) {
    waiting.addAll(hinted);
  }

  synchronized boolean areTooMany() {
    return waiting.size() >= MOST;
  }

  /** Takes accounts that are not being published, those that have waited longest first. */
  synchronized Set<StreamId> take(int most) {
    var taken = new LinkedHashSet<StreamId>();
    for (var each = waiting.iterator(); each.hasNext() && taken.size() < most; ) {
      var account = each.next();
      if (underWay.add(account)) {
        taken.add(account);
        each.remove();
      }
    }
    return taken;
  }

  /** Notes that an account's publication has ended. An unfinished account waits again. */
  synchronized void ended(Outcome outcome) {
    underWay.remove(outcome.account());
    if (!outcome.isFinished()) {
      waiting.add(outcome.account());
    }
  }
}
