package dev.passbook.proof;

import dev.passbook.packaging.Artefact;
import dev.passbook.proof.checker.Checker;
import dev.passbook.proof.checker.TableReader;
import dev.passbook.proof.checker.Violation;
import dev.passbook.proof.faults.FaultProxy;
import dev.passbook.proof.faults.ServiceClocks;
import dev.passbook.proof.history.Bank;
import dev.passbook.proof.history.Clocks;
import dev.passbook.proof.history.Exchange;
import dev.passbook.proof.history.History;
import dev.passbook.proof.history.HttpBank;
import dev.passbook.proof.history.RealClocks;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The services, the faulty network and the database of a proof. A test class that registers it as
 * an extension shares it between its tests.
 */
final class Cluster implements AutoCloseable, AfterAllCallback {
  static final int INSTANCES = 2;

  /** How idempotency keys are written, unless a proof is about that. */
  static final String USUAL_WRITES = System.getProperty("passbook.keyed-writes", "transaction");

  /** The delay beyond its budget after which a response counts as a hang on a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final DatabaseProcess database = DatabaseProcess.start();
  private final FaultProxy proxy = FaultProxy.before(database.endpoint());
  private final TableReader table = new TableReader(database.endpoint(), "Passbook");
  private final List<ServiceProcess> services;
  private final Clocks clocks;
  private final Map<String, String> settings;
  private final Duration budget;
  private final List<String> keyedWrites;

  private Cluster(Duration budget, List<String> keyedWrites) {
    this.budget = budget;
    this.keyedWrites = keyedWrites;
    this.clocks = Artefact.isNative() ? new RealClocks() : new ServiceClocks(INSTANCES);
    this.settings =
        Map.of(
            "PASSBOOK_REQUEST_TIMEOUT",
            budget.toMillis() + "ms",
            "PASSBOOK_MAX_HOLDS",
            Integer.toString(Checker.MOST_HOLDS));
    this.services =
        new CopyOnWriteArrayList<>(
            IntStream.range(0, INSTANCES).parallel().mapToObj(this::startService).toList());
  }

  /** Starts services whose requests have this time budget. */
  static Cluster start(Duration budget) {
    return start(budget, USUAL_WRITES, USUAL_WRITES);
  }

  /**
   * Starts services whose requests have this time budget.
   *
   * @param keyedWrites how each instance writes idempotency keys
   */
  static Cluster start(Duration budget, String... keyedWrites) {
    return new Cluster(budget, List.of(keyedWrites));
  }

  FaultProxy proxy() {
    return proxy;
  }

  ServiceProcess service(int instance) {
    return services.get(instance);
  }

  void restart(int instance) {
    services.set(instance, startService(instance));
  }

  HttpBank bank() {
    return new HttpBank(this::address, budget.plus(GRACE));
  }

  Clocks clocks() {
    return clocks;
  }

  /** Starts to record what clients ask this bank, which leads to the cluster's services. */
  History history(Bank bank) {
    return new History(bank, clocks);
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

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  /** A native executable can't load an agent, so its clock is the machine's. */
  private ServiceProcess startService(int instance) {
    List<String> options = new ArrayList<>(ServiceProcess.FAST_START);
    if (clocks instanceof ServiceClocks movable) {
      options.addAll(movable.options(instance));
    }
    Map<String, String> ofInstance = new HashMap<>(settings);
    ofInstance.put("PASSBOOK_KEYED_WRITES", keyedWrites.get(instance));
    return ServiceProcess.start(proxy.endpoint(), ofInstance, options);
  }

  private URI address(int instance) {
    return services.get(instance).address();
  }
}
