package dev.passbook.bench;

import dev.passbook.bench.load.Connections;
import dev.passbook.bench.load.Cpu;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.ServiceProcess;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * The database, the service and the bare client, plus a second instance of the service, which only
 * works where two are measured.
 */
final class Stage implements AutoCloseable {
  /** The JVM's own choice in a container of 512 MB. */
  static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC");

  /** Connections wait for their turn much longer than clients would keep them idle. */
  static final Map<String, String> PATIENT = Map.of("QUARKUS_HTTP_IDLE_TIMEOUT", "PT1H");

  private final DatabaseProcess database = DatabaseProcess.start();
  private final ServiceProcess service = serviceOn(database.endpoint());
  private final ServiceProcess second = serviceOn(database.endpoint());
  private final Connections connections = Connections.open(service.address(), Accounts.CLIENTS);
  private final Connections toSecond = Connections.open(second.address(), Accounts.CLIENTS);
  private final DynamoDbAsyncClient client = BareClient.of(database.endpoint());
  private final Histories histories = new Histories(client);

  /** Starts another service, on this database or on a proxy in front of it. */
  static ServiceProcess serviceOn(URI endpoint) {
    return ServiceProcess.start(endpoint, PATIENT, JVM);
  }

  URI database() {
    return database.endpoint();
  }

  ServiceProcess service() {
    return service;
  }

  Connections connections() {
    return connections;
  }

  Connections toSecond() {
    return toSecond;
  }

  DynamoDbAsyncClient client() {
    return client;
  }

  Histories histories() {
    return histories;
  }

  /** Returns the operating system's CPU times: on Linux in ticks of 10 ms, from /proc/PID/stat. */
  Cpu cpu() {
    return new Cpu(used(service.handle()), used(database.handle()), used(ProcessHandle.current()));
  }

  static Duration used(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    connections.close();
    toSecond.close();
    client.close();
    service.close();
    second.close();
    database.close();
  }
}
