package dev.passbook.localdynamodb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running DynamoDB Local, with its endpoint and its process. */
public record DynamoDbLocal(URI endpoint, Process process) {
  /** The child's exit code when another emulator uses the data folder. */
  static final int DATA_IN_USE = 3;

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** The emulator did not start. The message gives the reason in one line. */
  public static final class NotStarted extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotStarted(String message) {
      super(message);
    }
  }

  /** Starts an emulator that keeps its tables in {@code data}. */
  public static DynamoDbLocal withDataIn(Path data, int port) {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return start(port, List.of("-dbPath", data.toString()), data.resolve("emulator.log"));
  }

  /** Starts an emulator on a free port that loses its data when it stops. */
  public static DynamoDbLocal inMemory() {
    int port = freePort();
    Path log = build().resolve("dynamodb-local-" + port + ".log");
    return start(port, List.of("-inMemory"), log);
  }

  /** Returns the folder of the checkout. In an IDE, the working directory may be another one. */
  public static Path project() {
    return build().getParent();
  }

  /** Stops the emulator and waits for its end, at most 5 seconds. */
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static DynamoDbLocal start(int port, List<String> storage, Path log) {
    if (!isFree(port)) {
      throw new NotStarted("Port %d, where DynamoDB Local is to listen, is taken.".formatted(port));
    }
    try {
      Process process =
          new ProcessBuilder(command(port, storage))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      awaitPort(process, port, log);
      return new DynamoDbLocal(URI.create("http://localhost:" + port), process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(int port, List<String> storage) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The emulator must start fast and stay small, since it shares the machine with the service.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-cp", classPath(), EmulatorProcess.class.getName()));
    command.add(String.valueOf(ProcessHandle.current().pid()));
    command.addAll(List.of("-sharedDb", "-disableTelemetry", "-port", String.valueOf(port)));
    command.addAll(storage);
    return command;
  }

  /**
   * Returns the class path that the build wrote for the emulator. It is on no class path of the
   * application.
   */
  private static String classPath() throws IOException {
    Path written = build().resolve("dynamodb-local.classpath");
    if (!Files.exists(written)) {
      throw new NotStarted(
          "DynamoDB Local can't start: " + written + " is missing; `./mvnw compile` writes it.");
    }
    return classes() + System.getProperty("path.separator") + Files.readString(written).strip();
  }

  private static void awaitPort(Process process, int port, Path log) {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!isListening(port)) {
      if (!process.isAlive()) {
        throw new NotStarted(
            process.exitValue() == DATA_IN_USE
                ? "The data in " + log.getParent() + " is in use by another DynamoDB Local."
                : "DynamoDB Local did not start; " + log + " says why.");
      }
      if (System.nanoTime() - deadline > 0) {
        process.destroyForcibly();
        throw new NotStarted("DynamoDB Local did not answer within " + START_LIMIT + ".");
      }
      pause(process);
    }
  }

  private static boolean isListening(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException notYet) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause(Process process) {
    try {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new NotStarted("Interrupted while DynamoDB Local was starting.");
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path build() {
    return classes().getParent();
  }

  private static Path classes() {
    try {
      return Path.of(
          EmulatorProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
