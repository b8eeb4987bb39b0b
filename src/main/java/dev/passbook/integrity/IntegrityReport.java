package dev.passbook.integrity;

import static java.util.Comparator.comparingLong;

import dev.passbook.eventstore.Chain;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The result of a check of an account's history.
 *
 * @param head the newest version when the check began
 * @param chain the chain of the head's row, or null
 * @param chainedFrom the first checked version whose row has a chain, or null
 * @param findings those with the lowest versions and the last one; empty only if everything up to
 *     the head holds
 * @param checked how many versions were checked
 * @param legs how many legs of transfers were read for that in other accounts
 * @param next the version after which the check has to go on, if it did not reach the head
 */
record IntegrityReport(
    String account,
    long head,
    Chain chain,
    Long chainedFrom,
    List<Finding> findings,
    long checked,
    int legs,
    OptionalLong next) {
  private static final int MOST_FINDINGS = 100;

  IntegrityReport {
    findings = limited(findings.stream().sorted(comparingLong(Finding::version)).toList());
  }

  /** The last finding of a check that stopped early says where it stopped, so it stays. */
  private static List<Finding> limited(List<Finding> sorted) {
    if (sorted.size() <= MOST_FINDINGS) {
      return sorted;
    }
    var kept = new ArrayList<>(sorted.subList(0, MOST_FINDINGS - 1));
    kept.add(sorted.get(sorted.size() - 1));
    return List.copyOf(kept);
  }

  boolean isSound() {
    return findings.isEmpty();
  }

  /** Returns whether the history has a fault, apart from a part that is not checked yet. */
  boolean hasFault() {
    return findings.size() > (next.isPresent() ? 1 : 0);
  }
}
