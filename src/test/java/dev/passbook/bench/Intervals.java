package dev.passbook.bench;

import static dev.passbook.bench.report.Figures.decimals;
import static dev.passbook.bench.report.Figures.times;
import static dev.passbook.bench.report.Figures.whole;

import dev.passbook.bench.load.Connections;
import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Operation;
import dev.passbook.bench.load.Slice;
import dev.passbook.bench.report.Machine;
import dev.passbook.bench.report.MarkdownTable;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.ServiceProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Measures the balance of an account that the service does not know at several snapshot intervals,
 * and computes the bytes that it fetches and the storage of its rows. The interval matters only
 * there, because a known state needs one row. For each interval there is a service that remembers
 * one account only, and accounts that end at each distance from their newest snapshot.
 */
final class Intervals implements AutoCloseable {
  private static final int USUAL = 10;

  /** The usual one comes first, since it is what the others are compared with. */
  private static final List<Integer> MEASURED = List.of(USUAL, 1, 2, 5, 20);

  /** A multiple of all intervals. */
  private static final int CYCLE = 20;

  private static final int CLIENTS = 32;
  private static final long A_MILLION = 1_000_000;

  /** What DynamoDB adds to the size of each stored row. */
  private static final long INDEX_OF_A_ROW = 100;

  private final Plan plan;
  private final Results results = new Results();
  private final DatabaseProcess database = DatabaseProcess.start();
  private final DynamoDbAsyncClient client = BareClient.of(database.endpoint());
  private final List<Measured> measured = new ArrayList<>();

  private record Measured(
      int interval, ServiceProcess service, Connections connections, Subject subject) {}

  private Intervals(Plan plan) {
    this.plan = plan;
    MEASURED.forEach(interval -> measured.add(start(interval)));
  }

  /** Measures all intervals in turn, and returns the report's text. */
  static String of(Plan plan) {
    try (var intervals = new Intervals(plan)) {
      return intervals.measure();
    }
  }

  private Measured start(int interval) {
    var settings = new HashMap<>(Stage.PATIENT);
    settings.put("PASSBOOK_SNAPSHOT_INTERVAL", Integer.toString(interval));
    settings.put("PASSBOOK_HEADS", "1");
    var service = ServiceProcess.start(database.endpoint(), settings, Stage.JVM);
    var connections = Connections.open(service.address(), CLIENTS);
    var accounts = Accounts.of(accounts(interval), CLIENTS);
    var operation =
        connections.operation(Operations.OK, Operations.onNext(accounts, Requests::balance));
    return new Measured(interval, service, connections, subject(interval, operation));
  }

  private Subject subject(int interval, Operation operation) {
    var name = "interval " + interval;
    return measured.isEmpty()
        ? Subject.floor(name, operation)
        : measured.get(0).subject().above(name, operation);
  }

  private List<UUID> accounts(int interval) {
    var histories = new Histories(client, interval);
    return IntStream.range(CYCLE, 2 * CYCLE)
        .boxed()
        .flatMap(events -> histories.open(CLIENTS, events).stream())
        .toList();
  }

  private String measure() {
    var runs =
        measured.stream()
            .map(Measured::subject)
            .flatMap(
                each -> Stream.of(new Run(each, Operations.ALONE), new Run(each, Operations.MANY)))
            .toList();
    var progress = new Progress(measured.size() + runs.size() * plan.rounds());
    var rounds = new Rounds(plan, subject -> () -> cpu(subject), progress);
    rounds.warmUp(measured.stream().map(Measured::subject).toList());
    rounds.measure(runs, plan.slice(), results);
    progress.end();
    if (runs.stream().anyMatch(run -> results.failures(run) > 0)) {
      throw new IllegalStateException("Requests failed. " + report());
    }
    return report();
  }

  private Cpu cpu(Subject subject) {
    var service =
        measured.stream().filter(each -> each.subject() == subject).findFirst().orElseThrow();
    return new Cpu(
        Stage.used(service.service().handle()),
        Stage.used(database.handle()),
        Stage.used(ProcessHandle.current()));
  }

  private String report() {
    var table =
        new MarkdownTable(
            "interval",
            "rows fetched",
            "bytes fetched",
            "p50 ms, concurrency 1",
            "× " + USUAL,
            "CPU ms, concurrency 32",
            "× " + USUAL,
            "bytes a row",
            "GB for a million events");
    measured.stream()
        .sorted((one, other) -> Integer.compare(one.interval(), other.interval()))
        .forEach(each -> row(table, each));
    return "%s, medians of %d rounds of %s each.%n%n%s"
        .formatted(Machine.describe(), plan.rounds(), plan.slice(), table);
  }

  private void row(MarkdownTable table, Measured each) {
    var sizes = new Histories(client, each.interval()).rowSizes(2 * CYCLE);
    var bytes =
        sizes.subList(CYCLE, 2 * CYCLE).stream().mapToLong(size -> size).average().orElseThrow();
    var alone = new Run(each.subject(), Operations.ALONE);
    var many = new Run(each.subject(), Operations.MANY);
    table.row(
        Integer.toString(each.interval()),
        Integer.toString(each.interval()),
        whole(fetched(sizes, each.interval())),
        decimals(2, results.median(alone, Slice::p50)),
        alone.isFloor() ? "" : times(results.ratio(alone, Slice::p50)),
        decimals(3, results.cpu(many, Cpu::service)),
        many.isFloor() ? "" : times(results.ratio(many, Intervals::cpuEach)),
        whole(bytes),
        decimals(2, (bytes + INDEX_OF_A_ROW) * A_MILLION / 1e9));
  }

  /** Returns the average size of as many of the newest rows as the interval. */
  private static double fetched(List<Long> sizes, int interval) {
    return IntStream.range(CYCLE, 2 * CYCLE)
        .mapToLong(version -> bytes(sizes, version - interval + 1, version))
        .average()
        .orElseThrow();
  }

  /** The row of version 1 is the first of the list. */
  private static long bytes(List<Long> sizes, int from, int upTo) {
    return sizes.subList(from - 1, upTo).stream().mapToLong(size -> size).sum();
  }

  private static double cpuEach(Slice slice) {
    return Cpu.millisEach(slice.cpu().service(), slice.requests());
  }

  @Override
  public void close() {
    measured.forEach(each -> each.connections().close());
    client.close();
    measured.forEach(each -> each.service().close());
    database.close();
  }
}
