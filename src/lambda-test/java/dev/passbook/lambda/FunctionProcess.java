package dev.passbook.lambda;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Runs the packaged function as Lambda does: the unpacked zip with exactly the environment that
 * Lambda sets. A native function is its own runtime; a Java one runs in AWS' Java runtime.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final Path ZIP = Path.of("target", "function.zip");
  private static final Path LOGS = Path.of("target", "function-logs");
  private static final String JAVA_RUNTIME =
      "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  private static final String HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

  private static final Pattern RUNTIME_JARS =
      Pattern.compile(
          ".*/(aws-lambda-java-(runtime-interface-client|core|serialization)|utils-lite)-[^/]*");

  private final Process process;
  private final Path log;
  private final Thread stopWithUs;

  private FunctionProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.stopWithUs = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(stopWithUs);
  }

  /** Starts the function, and waits until it requests its first event. */
  public static FunctionProcess start(RuntimeApi runtime, Map<String, String> settings) {
    FunctionProcess function = launch(runtime.address(), settings);
    await().atMost(300, SECONDS).until(() -> runtime.hasBeenAsked() || !function.process.isAlive());
    if (!runtime.hasBeenAsked()) {
      throw new IllegalStateException("The function did not start:\n" + function.output());
    }
    return function;
  }

  static FunctionProcess launch(String runtimeApi, Map<String, String> settings) {
    try {
      Files.createDirectories(LOGS);
      Path log = Files.createTempFile(LOGS, "function-", ".log");
      ProcessBuilder builder =
          new ProcessBuilder(command())
              .directory(Unpacked.FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment(runtimeApi));
      builder.environment().putAll(settings);
      return new FunctionProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process process() {
    return process;
  }

  public String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Runtime.getRuntime().removeShutdownHook(stopWithUs);
  }

  private static List<String> command() {
    Path bootstrap = Unpacked.FOLDER.resolve("bootstrap");
    if (Files.exists(bootstrap)) {
      return List.of(bootstrap.toString());
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(java, "-Xmx256m", "-cp", runtimeClassPath(), JAVA_RUNTIME, HANDLER);
  }

  /**
   * Returns only the runtime's own jars; the zip must hold everything else that the function uses.
   */
  private static String runtimeClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(jar -> RUNTIME_JARS.matcher(jar).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Map<String, String> environment(String runtimeApi) {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "passbook");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ACCESS_KEY_ID", "local");
    environment.put("AWS_SECRET_ACCESS_KEY", "local");
    environment.put("LAMBDA_TASK_ROOT", Unpacked.FOLDER.toString());
    environment.put("LANG", "en_US.UTF-8");
    environment.put("PASSBOOK_AUTH", "none");
    environment.put("TZ", ":UTC");
    environment.put("_HANDLER", HANDLER);
    return environment;
  }

  /** Unpacks the zip once for all processes of a test run. */
  private static final class Unpacked {
    static final Path FOLDER = unpack();

    private static Path unpack() {
      try (InputStream file = Files.newInputStream(ZIP);
          ZipInputStream zip = new ZipInputStream(file)) {
        Path folder = Files.createTempDirectory(Path.of("target"), "function-").toAbsolutePath();
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          write(zip, entry, folder.resolve(entry.getName()).normalize());
        }
        folder.resolve("bootstrap").toFile().setExecutable(true);
        return folder;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void write(ZipInputStream zip, ZipEntry entry, Path target) throws IOException {
      if (!entry.isDirectory()) {
        Files.createDirectories(target.getParent());
        Files.copy(zip, target);
      }
    }
  }
}
