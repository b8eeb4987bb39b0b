package dev.passbook.bench;

import static dev.passbook.bench.report.Figures.decimals;
import static dev.passbook.bench.report.Figures.times;

import dev.passbook.account.Holder;
import dev.passbook.bench.load.Connections;
import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Slice;
import dev.passbook.bench.report.Machine;
import dev.passbook.bench.report.MarkdownTable;
import dev.passbook.http.access.GuardedSettings;
import dev.passbook.packaging.Artefact;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.ServiceProcess;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import io.netty.handler.codec.http.FullHttpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Compares this build, with authentication and tracing, with another build that requires no token.
 * Tracing is on but samples no request, and each client has its own token.
 */
final class Comparison implements AutoCloseable {
  private static final Holder HOLDER = new Holder("acme", "ada");
  private static final int ACCOUNTS = 8 * Accounts.CLIENTS;

  private final Plan plan;
  private final Results results = new Results();
  private final Issuer issuer = Issuer.fresh();
  private final KeySetServer keys = new KeySetServer(issuer::keySet);
  private final DatabaseProcess database = DatabaseProcess.start();
  private final ServiceProcess own;
  private final ServiceProcess other;
  private final Connections toOwn;
  private final Connections toOther;
  private final DynamoDbAsyncClient client = BareClient.of(database.endpoint());

  /** This build starts first and creates the table. */
  private Comparison(Plan plan, Path jar) {
    this.plan = plan;
    own = service(Artefact.JAR, guards());
    other = service(jar, Stage.PATIENT);
    toOwn = Connections.open(own.address(), Accounts.CLIENTS);
    toOther = Connections.open(other.address(), Accounts.CLIENTS);
  }

  /**
   * Measures both in turn, and returns the report's text.
   *
   * @throws IllegalStateException with the report, if a request failed and the results are
   *     worthless
   */
  static String of(Plan plan, Path jar) {
    try (var comparison = new Comparison(plan, jar)) {
      return comparison.measure();
    }
  }

  private ServiceProcess service(Path jar, Map<String, String> settings) {
    var command = Artefact.command(jar, Stage.JVM.toArray(String[]::new));
    return ServiceProcess.startBy(command, database.endpoint(), settings);
  }

  private Map<String, String> guards() {
    var settings = new HashMap<>(GuardedSettings.of(keys));
    settings.putAll(Stage.PATIENT);
    settings.put("PASSBOOK_AUTH_KEYS_MAX_AGE", "10m");
    // The limits are so high that requests are counted but never refused.
    settings.put("PASSBOOK_CALLER_RATE", "99999");
    settings.put("PASSBOOK_CALLER_BURST", "99999");
    settings.put("QUARKUS_OTEL_SDK_DISABLED", "false");
    settings.put("QUARKUS_OTEL_TRACES_SAMPLER_ARG", "0");
    return settings;
  }

  private String measure() {
    var runs = runs();
    var progress = new Progress(runs.size() * (plan.rounds() + 1));
    var rounds = new Rounds(plan, subject -> () -> cpu(subject), progress);
    rounds.warmUp(runs.stream().map(Run::subject).toList());
    rounds.measure(runs, plan.slice(), results);
    progress.end();
    if (runs.stream().anyMatch(run -> results.failures(run) > 0)) {
      throw new IllegalStateException("Requests failed. " + report());
    }
    return report();
  }

  private List<Run> runs() {
    var withoutHolder = Accounts.shared(new Histories(client).open(ACCOUNTS, Operations.EVENTS));
    var withHolder =
        Accounts.shared(new Histories(client, HOLDER).open(ACCOUNTS, Operations.EVENTS));
    var tokens = Stream.generate(this::token).limit(Accounts.CLIENTS).toList();
    return Map.<String, Function<UUID, FullHttpRequest>>of(
            "withdrawal", Requests::withdrawal, "balance", Requests::balance)
        .entrySet()
        .stream()
        .flatMap(each -> pair(each.getKey(), each.getValue(), withoutHolder, withHolder, tokens))
        .map(subject -> new Run(subject, Operations.MANY))
        .toList();
  }

  private Stream<Subject> pair(
      String name,
      Function<UUID, FullHttpRequest> request,
      Accounts withoutHolder,
      Accounts withHolder,
      List<String> tokens) {
    var status = name.equals("balance") ? Operations.OK : Operations.CREATED;
    var there =
        Subject.floor(
            name + ", the other build",
            toOther.operation(status, Operations.onNext(withoutHolder, request)));
    var here =
        there.above(
            name,
            toOwn.operation(
                status,
                each -> Requests.as(tokens.get(each), request.apply(withHolder.next(each)))));
    return Stream.of(there, here);
  }

  /** Returns a token that is valid for longer than any run. */
  private String token() {
    return issuer.token(
        HOLDER.tenant(),
        HOLDER.subject(),
        claims -> claims.setExpirationTimeMinutesInTheFuture(24 * 60));
  }

  private Cpu cpu(Subject subject) {
    var service = subject.floor() == null ? other : own;
    return new Cpu(
        Stage.used(service.handle()),
        Stage.used(database.handle()),
        Stage.used(ProcessHandle.current()));
  }

  private String report() {
    var table =
        new MarkdownTable(
            "concurrency 32", "CPU ms a request", "× other", "p50 ms", "× other", "failed");
    for (var run : results.runs()) {
      table.row(
          run.subject().name(),
          decimals(3, results.cpu(run, Cpu::service)),
          run.isFloor() ? "" : times(results.ratio(run, Comparison::cpuEach)),
          decimals(2, results.median(run, Slice::p50)),
          run.isFloor() ? "" : times(results.ratio(run, Slice::p50)),
          Long.toString(results.failures(run)));
    }
    return "%s, medians of %d rounds of %s each.%n%n%s"
        .formatted(Machine.describe(), plan.rounds(), plan.slice(), table);
  }

  private static double cpuEach(Slice slice) {
    return Cpu.millisEach(slice.cpu().service(), slice.requests());
  }

  @Override
  public void close() {
    toOwn.close();
    toOther.close();
    client.close();
    own.close();
    other.close();
    database.close();
    keys.close();
  }
}
