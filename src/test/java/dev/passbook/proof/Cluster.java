package dev.passbook.proof;

import dev.passbook.proof.checker.Checker;
import dev.passbook.proof.checker.TableReader;
import dev.passbook.proof.checker.Violation;
import dev.passbook.proof.faults.FaultProxy;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.HttpBank;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** The services, the faulty network and the database of a proof. */
final class Cluster implements AutoCloseable {
  static final int INSTANCES = 2;

  /** The delay beyond its budget after which a response counts as a hang on a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final DatabaseProcess database = DatabaseProcess.start();
  private final FaultProxy proxy = FaultProxy.before(database.endpoint());
  private final TableReader table = new TableReader(database.endpoint(), "Passbook");
  private final List<ServiceProcess> services;
  private final Map<String, String> settings;
  private final Duration budget;

  private Cluster(Duration budget) {
    this.budget = budget;
    this.settings = Map.of("PASSBOOK_REQUEST_TIMEOUT", budget.toMillis() + "ms");
    this.services =
        new CopyOnWriteArrayList<>(
            IntStream.range(0, INSTANCES).parallel().mapToObj(instance -> startService()).toList());
  }

  /** Starts services whose requests have this time budget. */
  static Cluster start(Duration budget) {
    return new Cluster(budget);
  }

  FaultProxy proxy() {
    return proxy;
  }

  ServiceProcess service(int instance) {
    return services.get(instance);
  }

  void restart(int instance) {
    services.set(instance, startService());
  }

  HttpBank bank() {
    return new HttpBank(this::address, budget.plus(GRACE));
  }

  TableReader table() {
    return table;
  }

  /** Ends everything in progress at once, and checks the history. */
  List<Violation> violations(List<Exchange> history) {
    proxy.heal();
    proxy.awaitIdle();
    return Checker.check(history, table.read());
  }

  @Override
  public void close() {
    services.forEach(ServiceProcess::close);
    table.close();
    proxy.close();
    database.close();
  }

  private ServiceProcess startService() {
    return ServiceProcess.start(proxy.endpoint(), settings);
  }

  private URI address(int instance) {
    return services.get(instance).address();
  }
}
