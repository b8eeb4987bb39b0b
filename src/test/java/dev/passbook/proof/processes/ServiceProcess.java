package dev.passbook.proof.processes;

import dev.passbook.packaging.Artefact;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service, started as its users start it. */
public final class ServiceProcess implements AutoCloseable {
  public static final List<String> FAST_START =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:\\s]+:(\\d+)");
  private static final Pattern MANAGING =
      Pattern.compile("Management interface listening on http://[^:\\s]+:(\\d+)");
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(60);

  private final HttpClient client = HttpClient.newHttpClient();
  private final ChildProcess process;
  private final URI address;
  private final URI management;

  private ServiceProcess(ChildProcess process) {
    this.process = process;
    Eventually.holds(
        () -> "the service listens:\n" + process.output(),
        START,
        () -> listening().find() || !process.isAlive());
    this.address = address(LISTENING);
    this.management = address(MANAGING);
  }

  /** Starts the service with options for a fast start, and waits until it is ready. */
  public static ServiceProcess start(URI database, Map<String, String> settings) {
    return start(database, settings, FAST_START);
  }

  /** Starts the service on a JVM with these options, and waits until it is ready. */
  public static ServiceProcess start(
      URI database, Map<String, String> settings, List<String> jvmOptions) {
    return startBy(Artefact.command(jvmOptions.toArray(String[]::new)), database, settings);
  }

  /** Starts the service by a command, and waits until it is ready. */
  public static ServiceProcess startBy(
      List<String> command, URI database, Map<String, String> settings) {
    ServiceProcess service = listening(command, database, settings);
    Eventually.holds(
        () -> "the service is ready:\n" + service.process.output(), START, service::isReady);
    return service;
  }

  /** Starts the service by a command, and waits until it listens, ready or not. */
  public static ServiceProcess listening(
      List<String> command, URI database, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_REGION", "eu-central-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", database.toString());
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
    environment.put("QUARKUS_MANAGEMENT_PORT", "0");
    environment.put("PASSBOOK_TABLE_CREATE", "true");
    environment.put("PASSBOOK_AUTH", "none");
    environment.putAll(settings);
    return new ServiceProcess(ChildProcess.of("service", environment, command));
  }

  public ProcessHandle handle() {
    return process.handle();
  }

  public URI address() {
    return address;
  }

  /** Returns the address of the management port, for health and metrics. */
  public URI management() {
    return management;
  }

  public boolean isReady() {
    return status("/q/health/ready") == 200;
  }

  public boolean isLive() {
    return status("/q/health/live") == 200;
  }

  public String output() {
    return process.output();
  }

  /** Sends SIGTERM. */
  public void terminate() {
    process.terminate();
  }

  public int awaitExit() {
    return process.awaitExit(STOP);
  }

  /** Sends SIGKILL, which ends the process without a graceful stop. */
  public void kill() {
    process.kill();
    process.awaitExit(STOP);
  }

  @Override
  public void close() {
    kill();
  }

  private Matcher listening() {
    return MANAGING.matcher(process.output());
  }

  private URI address(Pattern pattern) {
    Matcher port = pattern.matcher(process.output());
    if (!port.find()) {
      throw new AssertionError("The service ended:\n" + process.output());
    }
    return URI.create("http://127.0.0.1:" + port.group(1));
  }

  private int status(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(management.resolve(path)).timeout(Duration.ofSeconds(10)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException unreachable) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
