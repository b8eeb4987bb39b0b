package dev.passbook.bench;

import static dev.passbook.bench.report.Figures.decimals;
import static dev.passbook.bench.report.Figures.times;
import static dev.passbook.bench.report.Figures.whole;

import dev.passbook.bench.load.Connections;
import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Load;
import dev.passbook.bench.load.Operation;
import dev.passbook.bench.load.Slice;
import dev.passbook.bench.report.Machine;
import dev.passbook.bench.report.MarkdownTable;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.ServiceProcess;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Measures credits to one busy account over more and more instances. Each client asks the instances
 * one after the other. The instances run the native executable if it is named. There are then up to
 * 32 of them, with one request each at a time, as functions on Lambda have it.
 */
final class Copies implements AutoCloseable {
  private static final List<Integer> MEASURED = List.of(1, 2, 4, 8);
  private static final int FUNCTIONS = 32;
  private static final String CALLS = "db_client_operation_duration_seconds_count";

  private final Plan plan;
  private final List<Integer> measured;
  private final Results results = new Results();
  private final DatabaseProcess database = DatabaseProcess.start();
  private final DynamoDbAsyncClient client = BareClient.of(database.endpoint());
  private final List<ServiceProcess> services = new ArrayList<>();
  private final List<Connections> connections = new ArrayList<>();

  private Copies(Plan plan) {
    this.plan = plan;
    this.measured = new ArrayList<>(MEASURED);
    plan.executable().ifPresent(each -> measured.add(FUNCTIONS));
    for (int i = 0; i < Collections.max(measured); i++) {
      var service = service();
      services.add(service);
      connections.add(Connections.open(service.address(), Accounts.CLIENTS));
    }
  }

  private ServiceProcess service() {
    return plan.executable()
        .map(each -> List.of("" + each, "-Xmx64m"))
        .map(each -> ServiceProcess.startBy(each, database.endpoint(), Stage.PATIENT))
        .orElseGet(() -> Stage.serviceOn(database.endpoint()));
  }

  /** Measures all numbers of instances in turn, and returns the report's text. */
  static String of(Plan plan) {
    try (var copies = new Copies(plan)) {
      return copies.measure();
    }
  }

  private String measure() {
    var one = Subject.floor("1 instance", creditsOver(1));
    var instances = new LinkedHashMap<Run, Integer>();
    for (var n : measured) {
      var subject = n == 1 ? one : one.above(n + " instances", creditsOver(n));
      var run = new Run(subject, Load.closed(n == FUNCTIONS ? FUNCTIONS : Accounts.CLIENTS));
      if (n == FUNCTIONS) {
        instances.put(run.floor(), 1);
      }
      instances.put(run, n);
    }
    var progress = new Progress(measured.size() + instances.size() * (1 + plan.rounds()));
    var rounds = new Rounds(plan, subject -> () -> Cpu.NONE, progress);
    rounds.warmUp(instances.keySet().stream().map(Run::subject).distinct().toList());
    rounds.measure(List.copyOf(instances.keySet()), plan.slice(), results);
    var table =
        new MarkdownTable(
            "instances",
            "clients",
            "credits a second",
            "× one instance",
            "calls a credit",
            "p50 ms",
            "p99 ms",
            "failed");
    instances.forEach(
        (run, n) -> {
          progress.step("calls of " + run.name());
          row(table, n, run);
        });
    progress.end();
    return "%s, %s, medians of %d rounds of %s each.%n%n%s"
        .formatted(
            Machine.describe(),
            plan.executable().isPresent() ? "native executables" : "JVMs",
            plan.rounds(),
            plan.slice(),
            table);
  }

  /** Sends credits to an account of its own, to each of so many instances in turn. */
  private Operation creditsOver(int copies) {
    var account = new Histories(client).openOne(Operations.EVENTS).account();
    return Connections.inTurn(
        connections.subList(0, copies), Operations.CREATED, client -> Requests.credit(account));
  }

  private void row(MarkdownTable table, int copies, Run run) {
    var failed = results.of(run).stream().mapToLong(Slice::failures).sum();
    table.row(
        Integer.toString(copies),
        run.load().name().replace("concurrency ", ""),
        whole(results.median(run, Slice::perSecond)),
        run.isFloor() ? "" : times(results.ratio(run, Slice::perSecond)),
        decimals(2, callsEach(copies, run)),
        decimals(1, results.median(run, Slice::p50)),
        decimals(1, results.percentile(run, 99)),
        Long.toString(failed));
  }

  /** Counts the calls to the database in one more slice. */
  private double callsEach(int copies, Run run) {
    var before = calls(copies);
    var slice = run.load().run(run.subject().operation(), plan.slice(), () -> Cpu.NONE);
    return (calls(copies) - before) / slice.requests();
  }

  private double calls(int copies) {
    return services.subList(0, copies).stream()
        .flatMap(service -> metrics(service).lines())
        .filter(line -> line.startsWith(CALLS))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static String metrics(ServiceProcess service) {
    var address = service.management().resolve("/q/metrics");
    return Http.send(HttpRequest.newBuilder(address).build());
  }

  @Override
  public void close() {
    connections.forEach(Connections::close);
    client.close();
    services.forEach(ServiceProcess::close);
    database.close();
  }
}
