package dev.passbook.integrity;

import dev.passbook.eventstore.Chain;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The result of a check of an account's history.
 *
 * @param head the newest version when the check began
 * @param chain the chain of the head's row, or null
 * @param chainedFrom the first checked version whose row has a chain, or null
 * @param findings those with the lowest versions; empty only if everything up to the head holds
 * @param checked how many versions were checked
 * @param next the version after which the check has to go on, if it did not reach the head
 */
record IntegrityReport(
    String account,
    long head,
    Chain chain,
    Long chainedFrom,
    List<Finding> findings,
    long checked,
    OptionalLong next) {
  private static final int MOST_FINDINGS = 100;

  IntegrityReport {
    findings =
        findings.stream()
            .sorted(Comparator.comparingLong(Finding::version))
            .limit(MOST_FINDINGS)
            .toList();
  }

  boolean isSound() {
    return findings.isEmpty();
  }
}
