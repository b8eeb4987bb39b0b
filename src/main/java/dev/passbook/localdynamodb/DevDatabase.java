package dev.passbook.localdynamodb;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs the database of {@code quarkus:dev}. It starts before the rest of the application and stops
 * with the JVM.
 */
@IfBuildProfile("dev")
@ApplicationScoped
class DevDatabase {
  /**
   * Only a system property outlives a hot reload, which starts the application again in the same
   * JVM with fresh classes.
   */
  private static final String RUNNING = "local-dynamodb.running";

  private static final Logger LOG = Logger.getLogger(DevDatabase.class);

  private final boolean enabled;
  private final int port;
  private final Path data;
  private final URI endpoint;

  DevDatabase(
      @ConfigProperty(name = "local-dynamodb.enabled", defaultValue = "true") boolean enabled,
      @ConfigProperty(name = "local-dynamodb.port") int port,
      @ConfigProperty(name = "local-dynamodb.data", defaultValue = ".dynamodb") Path data,
      @ConfigProperty(name = "quarkus.dynamodb.endpoint-override") URI endpoint) {
    this.enabled = enabled;
    this.port = port;
    this.data = DynamoDbLocal.project().resolve(data);
    this.endpoint = endpoint;
  }

  void start(@Observes @Priority(1) StartupEvent event) {
    if (!enabled || endpoint.getPort() != port) {
      LOG.infof("No DynamoDB Local of its own: the table is looked for at %s", endpoint);
    } else if (!runsAlready()) {
      launch();
    }
  }

  void sayWhereToLook(@ObservesAsync HttpServerStart event) {
    LOG.infof("Open http://localhost:%d/", event.options().getPort());
  }

  private static boolean runsAlready() {
    return Optional.ofNullable(System.getProperty(RUNNING))
        .map(Long::valueOf)
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .isPresent();
  }

  private void launch() {
    try {
      DynamoDbLocal database = DynamoDbLocal.withDataIn(data, port);
      Runtime.getRuntime().addShutdownHook(new Thread(database::stop, "stop-dynamodb-local"));
      System.setProperty(RUNNING, String.valueOf(database.process().pid()));
      LOG.infof("DynamoDB Local on port %d keeps its data in %s", port, data);
    } catch (DynamoDbLocal.NotStarted e) {
      giveUp(
          e.getMessage()
              + " Choose another port with -Dlocal-dynamodb.port=<port> or another folder with"
              + " -Dlocal-dynamodb.data=<folder>, or share the DynamoDB that listens there already"
              + " with -Dlocal-dynamodb.enabled=false.");
    }
  }

  /**
   * Ends the JVM. An exception would print a hundred lines of stack traces, and dev mode would wait
   * for a change of the sources, which can't help. Shutdown hooks would wait for the end of this
   * start.
   */
  private static void giveUp(String reason) {
    System.err.printf("%n%s%n%n", reason);
    System.err.flush();
    Runtime.getRuntime().halt(1);
  }
}
