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
import dev.passbook.packaging.Artefact;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.ServiceProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Measures withdrawals and balances of the service on a JVM, of the native executable if it is
 * named, and of the 2019 demo if its folder is named, on one database and in the same rounds.
 */
final class Peers implements AutoCloseable {
  private static final int ACCOUNTS = 4 * Accounts.CLIENTS;
  private static final List<Load> LOADS = List.of(Operations.ALONE, Operations.MANY);

  private final Plan plan;
  private final Results results = new Results();
  private final DatabaseProcess database = DatabaseProcess.start();
  private final DynamoDbAsyncClient client = BareClient.of(database.endpoint());
  private final List<Runnable> ends = new ArrayList<>();
  private final Map<Subject, ProcessHandle> processes = new HashMap<>();
  private final List<Subject> withdrawals = new ArrayList<>();
  private final List<Subject> balances = new ArrayList<>();

  private Peers(Plan plan) {
    this.plan = plan;
    var jar = Artefact.command(Artefact.JAR, Stage.JVM.toArray(String[]::new));
    var service = service(jar);
    var floor = new Floor(client, new Histories(client));
    withdrawals.add(Subject.floor("bare PutItem", floor.putItem()));
    balances.add(Subject.floor("bare Query", floor.query(Accounts.shared(opened()))));
    add("JVM", service);
    plan.executable().ifPresent(each -> add("native", service(List.of("" + each, "-Xmx128m"))));
    plan.demo().ifPresent(folder -> add(new Demo(folder, database.endpoint(), client)));
  }

  /** Measures all peers in turn, and returns the report's text. */
  static String of(Plan plan) {
    try (var peers = new Peers(plan)) {
      return peers.measure();
    }
  }

  private ServiceProcess service(List<String> command) {
    return ServiceProcess.startBy(command, database.endpoint(), Stage.PATIENT);
  }

  private List<UUID> opened() {
    return new Histories(client).open(ACCOUNTS, Operations.EVENTS);
  }

  private void add(String name, ServiceProcess service) {
    ends.add(service::close);
    var accounts = Accounts.shared(opened());
    var http = connections(service.address());
    add(
        name,
        service.handle(),
        http.operation(Operations.CREATED, Operations.onNext(accounts, Requests::withdrawal)),
        http.operation(Operations.OK, Operations.onNext(accounts, Requests::balance)));
  }

  private void add(Demo demo) {
    ends.add(demo::close);
    var accounts = Accounts.shared(demo.open(ACCOUNTS));
    var http = connections(demo.address());
    add(
        "demo",
        demo.handle(),
        http.operation(
            Operations.OK,
            each ->
                Requests.post("/account/" + accounts.next(each) + "/withdraw", "{\"amount\":1}")),
        http.operation(Operations.OK, each -> Requests.get("/account/" + accounts.next(each))));
  }

  private Connections connections(URI address) {
    var connections = Connections.open(address, Accounts.CLIENTS);
    ends.add(connections::close);
    return connections;
  }

  private void add(String peer, ProcessHandle process, Operation withdrawal, Operation balance) {
    withdrawals.add(withdrawals.get(0).above("withdrawal, " + peer, withdrawal));
    balances.add(balances.get(0).above("balance, " + peer, balance));
    processes.put(withdrawals.get(withdrawals.size() - 1), process);
    processes.put(balances.get(balances.size() - 1), process);
  }

  private String measure() {
    var subjects = Stream.concat(withdrawals.stream(), balances.stream()).toList();
    var runs =
        LOADS.stream()
            .flatMap(load -> subjects.stream().map(subject -> new Run(subject, load)))
            .toList();
    var progress = new Progress(subjects.size() + runs.size() * plan.rounds());
    var rounds = new Rounds(plan, subject -> () -> cpu(subject), progress);
    rounds.warmUp(subjects);
    rounds.measure(runs, plan.slice(), results);
    progress.end();
    return report(runs);
  }

  private Cpu cpu(Subject subject) {
    var process = processes.get(subject);
    return process == null
        ? Cpu.NONE
        : new Cpu(
            Stage.used(process),
            Stage.used(database.handle()),
            Stage.used(ProcessHandle.current()));
  }

  private String report(List<Run> runs) {
    var table =
        new MarkdownTable(
            "operation", "clients", "p50 ms", "× bare", "p99 ms", "CPU ms", "a second", "failed");
    for (var run : runs) {
      table.row(
          run.subject().name(),
          run.load().name().replace("concurrency ", ""),
          decimals(2, results.median(run, Slice::p50)),
          run.isFloor() ? "" : times(results.ratio(run, Slice::p50)),
          decimals(1, results.percentile(run, 99)),
          run.isFloor() ? "" : decimals(3, results.cpu(run, Cpu::service)),
          whole(results.median(run, Slice::perSecond)),
          Long.toString(results.failures(run)));
    }
    return "%s, medians of %d rounds of %s each.%n%n%s"
        .formatted(Machine.describe(), plan.rounds(), plan.slice(), table);
  }

  @Override
  public void close() {
    Collections.reverse(ends);
    ends.forEach(Runnable::run);
    client.close();
    database.close();
  }
}
