package dev.passbook.bench;

import dev.passbook.bench.Micro.Score;
import dev.passbook.bench.cost.Batches;
import dev.passbook.bench.load.Load;
import dev.passbook.bench.load.Slice;
import dev.passbook.bench.report.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.openjdk.jmh.runner.RunnerException;

/** All results of a benchmark run. */
final class Findings {
  final Plan plan;
  final Results results = new Results();
  final Costs costs = new Costs();
  final List<Score> scores = new ArrayList<>();
  final String loadBefore = Machine.load();
  Operations operations;
  Growth growth;
  double residentMegabytes;
  private Batches hot;
  private Batches shared;

  Findings(Plan plan) {
    this.plan = plan;
  }

  void measure() throws RunnerException {
    var progress = new Progress(plan.steps());
    progress.step("starting the database and the services, opening accounts");
    try (var stage = new Stage()) {
      var rounds = new Rounds(plan, subject -> stage::cpu, progress);
      measureOperations(stage, rounds);
      if (plan.isWhole()) {
        measureGrowth(stage, rounds, progress);
        costs.count(stage, plan, progress);
      }
    }
    if (plan.isWhole()) {
      progress.step("the fold and the codec alone");
      scores.addAll(Micro.run(plan.quick()));
    }
    progress.end();
  }

  private void measureOperations(Stage stage, Rounds rounds) {
    operations = new Operations(stage, stage.connections(), stage.toSecond());
    var runs = operations.runs(plan);
    rounds.warmUp(runs.stream().map(Run::subject).distinct().toList());
    var hotBefore = head(stage, operations.hot);
    var sharedBefore = head(stage, operations.shared);
    rounds.measure(runs, plan.slice(), results);
    residentMegabytes = Machine.residentMegabytes(stage.service().handle());
    hot = batches(stage, operations.hot, hotBefore);
    shared = batches(stage, operations.shared, sharedBefore);
  }

  private void measureGrowth(Stage stage, Rounds rounds, Progress progress) {
    growth = new Growth(stage);
    for (int events : plan.histories()) {
      progress.step("writing histories of " + events + " events");
      growth.addHistory(events);
    }
    for (int accounts : plan.accounts()) {
      progress.step("opening " + accounts + " accounts");
      growth.addAccounts(accounts);
    }
    rounds.measure(growth.runs(), plan.shortSlice(), results);
  }

  /** Returns how the table stores the measured credits. */
  Batches batches(Run run) {
    return run.subject() == operations.hotAccount ? hot : shared;
  }

  Optional<Run> find(Subject subject, Load load) {
    return results.runs().stream()
        .filter(run -> run.subject() == subject && run.load().name().equals(load.name()))
        .findFirst();
  }

  /** Returns the faults that make the run worthless, each as a sentence. */
  List<String> faults() {
    var faults = new ArrayList<String>();
    for (var run : results.runs()) {
      if (results.failures(run) > 0 && run.subject() != operations.inTurn) {
        faults.add(run.name() + ": " + results.failures(run) + " requests failed");
      }
    }
    find(operations.hotAccount, Operations.CROWD).ifPresent(run -> checkCredits(run, faults));
    return faults;
  }

  /** Each acknowledged credit must be in the table, once. */
  private void checkCredits(Run run, List<String> faults) {
    var answered = results.of(run).stream().mapToLong(Slice::requests).sum();
    if (results.failures(run) == 0 && answered != hot.events()) {
      faults.add(answered + " credits were answered, and " + hot.events() + " stand in the table");
    }
  }

  private static long head(Stage stage, UUID account) {
    return Batches.head(stage.client(), Histories.TABLE, account);
  }

  private static Batches batches(Stage stage, UUID account, long after) {
    return Batches.of(stage.client(), Histories.TABLE, account, after);
  }
}
