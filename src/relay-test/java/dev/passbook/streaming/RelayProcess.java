package dev.passbook.streaming;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The packaged relay as a separate process. */
public final class RelayProcess {
  private RelayProcess() {}

  /**
   * Starts the relay. Its log is in {@code target}.
   *
   * @param settings environment variables besides those with the addresses
   */
  public static Process start(
      String table,
      URI database,
      String stream,
      URI kinesis,
      Map<String, String> settings,
      String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", runner().toString()));
    command.addAll(List.of(arguments));
    var log = Files.createTempFile(Path.of("target"), "relay-", ".log").toFile();
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    var environment = new HashMap<>(settings);
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("QUARKUS_HTTP_PORT", "0");
    environment.put("QUARKUS_MANAGEMENT_PORT", "0");
    environment.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", database.toString());
    environment.put("PASSBOOK_TABLE_NAME", table);
    environment.put("PASSBOOK_RELAY_STREAM", stream);
    environment.put("PASSBOOK_RELAY_KINESIS_ENDPOINT", kinesis.toString());
    builder.environment().putAll(environment);
    var process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
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
