package dev.passbook.packaging;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged service as an operator runs it: a process with an environment, an output and
 * signals.
 */
public final class PackagedService implements AutoCloseable {
  private static final String[] FAST_START = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"};
  private static final Pattern LISTENS = Pattern.compile("Listening on: http://[^:\\s]+:(\\d+)");
  private static final Pattern MANAGEMENT =
      Pattern.compile("Management interface listening on http://[^:\\s]+:(\\d+)");

  private final Process process;
  private final Path output;

  private PackagedService(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts it on a free port against the tests' DynamoDB; {@code environment} overrides the
   * defaults.
   */
  public static PackagedService start(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(defaults());
    all.putAll(environment);
    return start(Artefact.command(FAST_START), Path.of(""), all);
  }

  /** Starts it in the same way, without one of the variables that tests set. */
  public static PackagedService startWithout(String variable, Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(defaults());
    all.putAll(environment);
    all.remove(variable);
    return start(Artefact.command(FAST_START), Path.of(""), all);
  }

  /** Starts it by this command in this folder, with exactly this environment. */
  public static PackagedService start(
      List<String> command, Path folder, Map<String, String> environment) {
    try {
      Path output = Files.createTempFile(Path.of("target"), "packaged-service", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      return new PackagedService(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> defaults() {
    return Map.of(
        "QUARKUS_HTTP_PORT", "0",
        "QUARKUS_MANAGEMENT_PORT", "0",
        "QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", DynamoDbLocalResource.endpoint().toString(),
        "PASSBOOK_TABLE_CREATE", "true",
        "PASSBOOK_AUTH", "none",
        "AWS_REGION", "eu-west-1",
        "AWS_ACCESS_KEY_ID", "local",
        "AWS_SECRET_ACCESS_KEY", "local");
  }

  public Process process() {
    return process;
  }

  /** Returns all output so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the API's address, once the service listens. */
  public URI url() {
    await().atMost(60, SECONDS).until(() -> !process.isAlive() || listens().find());
    Matcher listens = listens();
    if (!listens.find()) {
      throw new IllegalStateException("The packaged service did not start:\n" + output());
    }
    return URI.create("http://localhost:" + listens.group(1));
  }

  /** Returns the management address, for health and metrics, once the service listens. */
  public URI management() {
    url();
    return management(output());
  }

  /** Returns a service's management address from its log. */
  static URI management(String output) {
    Matcher port = MANAGEMENT.matcher(output);
    if (!port.find()) {
      throw new IllegalStateException("There is no management port:\n" + output);
    }
    return URI.create("http://localhost:" + port.group(1));
  }

  /** Waits for the process to end, and returns its exit code. */
  public int exitCode() {
    await().atMost(60, SECONDS).until(() -> !process.isAlive());
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private Matcher listens() {
    return LISTENS.matcher(output());
  }
}
