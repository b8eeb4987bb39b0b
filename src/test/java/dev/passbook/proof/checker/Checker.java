package dev.passbook.proof.checker;

import dev.passbook.proof.history.Exchange;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Checks every response of a history against the resulting table. */
public final class Checker {
  /** How many holds an account may have at once, so few that clients reach the limit. */
  public static final int MOST_HOLDS = 3;

  private static final int SNAPSHOT_INTERVAL = 10;
  private static final Duration RETENTION = Duration.ofDays(7);

  private Checker() {}

  public static List<Violation> check(List<Exchange> history, Table table) {
    Run run = new Run(history, table);
    new StreamRules(run, SNAPSHOT_INTERVAL).check();
    new ChainRules(run).check();
    new HoldRules(run).check();
    new ReversalRules(run).check();
    new WriteRules(run).check();
    new AnswerRules(run).check();
    new HoldAnswers(run).check();
    new DryRunRules(run).check();
    new ContractRules(run).check();
    new RefusalRules(run).check();
    new MarkerRules(run, RETENTION).check();
    run.streams.keySet().forEach(account -> run.timeline(account).check());
    return run.violations();
  }

  /** Returns the violations, one a line. */
  public static String report(List<Violation> violations) {
    return violations.stream().map(Violation::toString).collect(Collectors.joining("\n"));
  }
}
