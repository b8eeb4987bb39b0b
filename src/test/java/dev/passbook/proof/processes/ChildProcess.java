package dev.passbook.proof.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that logs to a file and never outlives the tests. */
final class ChildProcess {
  private static final Path LOGS = Path.of("target", "proof");

  private final Process process;
  private final Path log;
  private final Thread stopWithUs;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.stopWithUs = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(stopWithUs);
  }

  static ChildProcess java(String name, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    return of(name, environment, command);
  }

  static ChildProcess of(String name, Map<String, String> environment, List<String> command) {
    try {
      Files.createDirectories(LOGS);
      Path log = Files.createTempFile(LOGS, name + "-", ".log");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void terminate() {
    process.destroy();
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Returns the exit code. A process that exceeds the bound is killed, and the test fails. */
  int awaitExit(Duration bound) {
    try {
      if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Still running after " + bound + ":\n" + output());
      }
      Runtime.getRuntime().removeShutdownHook(stopWithUs);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
