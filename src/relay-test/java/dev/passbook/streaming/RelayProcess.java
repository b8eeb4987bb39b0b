package dev.passbook.streaming;

import dev.passbook.packaging.Artefact;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged relay as a separate process. */
public final class RelayProcess {
  private static final URI NOWHERE = URI.create("http://localhost:1");

  private RelayProcess() {}

  /**
   * Starts the relay. Its log is in {@code target}.
   *
   * @param settings environment variables; the ports, the table and the addresses go before them
   */
  public static Process start(
      String table,
      URI database,
      String stream,
      URI kinesis,
      Map<String, String> settings,
      String... arguments)
      throws IOException {
    var log = Files.createTempFile(Path.of("target"), "relay-", ".log").toFile();
    return start(
        builder(table, database, stream, kinesis, settings, arguments)
            .redirectErrorStream(true)
            .redirectOutput(log));
  }

  /**
   * What a command printed.
   *
   * @param result its standard output
   * @param messages its standard error, with its log
   */
  public record Ended(int exitCode, String result, String messages) {}

  /** Runs a command that needs no Kinesis to its end. */
  public static Ended run(
      String table, URI database, Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    var errors = Files.createTempFile(Path.of("target"), "relay-", ".err");
    var process =
        start(
            builder(table, database, "none", NOWHERE, settings, arguments)
                .redirectError(errors.toFile()));
    var result = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), result, Files.readString(errors));
  }

  /** Starts a process that does not outlive the tests. */
  static Process start(ProcessBuilder builder) throws IOException {
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  static ProcessBuilder builder(
      String table,
      URI database,
      String stream,
      URI kinesis,
      Map<String, String> settings,
      String... arguments)
      throws IOException {
    var command = new ArrayList<>(program());
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    var environment = new HashMap<>(settings);
    environment.putIfAbsent("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("QUARKUS_MANAGEMENT_PORT", "0");
    environment.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", database.toString());
    environment.put("PASSBOOK_TABLE_NAME", table);
    environment.put("PASSBOOK_RELAY_STREAM", stream);
    environment.put("PASSBOOK_RELAY_KINESIS_ENDPOINT", kinesis.toString());
    builder.environment().putAll(environment);
    return builder;
  }

  private static List<String> program() throws IOException {
    if (Artefact.isNative()) {
      return Artefact.command();
    }
    return Artefact.command(runner(), "-Xmx256m", "-XX:TieredStopAtLevel=1");
  }

  private static Path runner() throws IOException {
    try (var files = Files.list(Path.of("target"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
