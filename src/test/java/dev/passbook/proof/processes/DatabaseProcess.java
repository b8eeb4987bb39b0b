package dev.passbook.proof.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** DynamoDB Local, in memory, on a free port. */
public final class DatabaseProcess implements AutoCloseable {
  private static final Path CLASS_PATH = Path.of("target", "dynamodb-local.classpath");
  private static final Duration START = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final int port;

  private DatabaseProcess(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  public static DatabaseProcess start() {
    int port = freePort();
    ChildProcess process =
        ChildProcess.java(
            "database",
            Map.of(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            "software.amazon.dynamodb.services.local.main.ServerRunner",
            "-inMemory",
            "-sharedDb",
            "-disableTelemetry",
            "-port",
            Integer.toString(port));
    DatabaseProcess database = new DatabaseProcess(process, port);
    Eventually.holds(
        () -> "DynamoDB Local listens:\n" + process.output(), START, database::isListening);
    return database;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public ProcessHandle handle() {
    return process.handle();
  }

  @Override
  public void close() {
    process.kill();
    process.awaitExit(START);
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String classPath() {
    try {
      return Files.readString(CLASS_PATH).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
