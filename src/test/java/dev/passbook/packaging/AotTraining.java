package dev.passbook.packaging;

import dev.passbook.proof.history.History;
import dev.passbook.proof.history.HttpBank;
import dev.passbook.proof.history.Load;
import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Creates the AOT cache of the packaged service. The JVM records what a run loads, links and
 * executes often, so this run has a table and clients that send every kind of request.
 */
final class AotTraining {
  private static final long SEED = 1;
  private static final int REQUESTS = 1_200;
  private static final Map<String, String> SETTINGS = Map.of("QUARKUS_SHUTDOWN_DELAY", "0s");
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  private static final List<String> PATHS = List.of("/", "/q/openapi", "/nowhere");
  private static final List<String> MANAGEMENT =
      List.of("/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics", "/q/info");

  private AotTraining() {}

  public static void main(String[] none) throws IOException, InterruptedException {
    Files.deleteIfExists(AotCacheIT.CACHE);
    try (DatabaseProcess database = DatabaseProcess.start();
        ServiceProcess service = ServiceProcess.start(database.endpoint(), SETTINGS, recording())) {
      ask(service);
      service.terminate();
      service.awaitExit();
    }
    if (!Files.exists(AotCacheIT.CACHE)) {
      throw new IllegalStateException("The training left no " + AotCacheIT.CACHE);
    }
  }

  private static List<String> recording() {
    return List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:AOTCacheOutput=" + AotCacheIT.CACHE);
  }

  private static void ask(ServiceProcess service) throws IOException, InterruptedException {
    HttpBank bank = new HttpBank(instance -> service.address(), LONGEST_WAIT);
    new Load(SEED, "training", new History(bank), 1, REQUESTS).run();
    HttpClient client = HttpClient.newHttpClient();
    for (URI page : pages(service)) {
      client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding());
    }
  }

  private static List<URI> pages(ServiceProcess service) {
    return Stream.concat(
            PATHS.stream().map(service.address()::resolve),
            MANAGEMENT.stream().map(service.management()::resolve))
        .toList();
  }
}
