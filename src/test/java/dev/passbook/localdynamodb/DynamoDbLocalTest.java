package dev.passbook.localdynamodb;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DynamoDbLocalTest {
  @TempDir Path data;

  @Test
  void aSecondEmulatorOnTheSameDataIsRefused() throws IOException {
    DynamoDbLocal first = DynamoDbLocal.withDataIn(data, freePort());
    try {
      DynamoDbLocal.NotStarted refusal =
          assertThrows(
              DynamoDbLocal.NotStarted.class, () -> DynamoDbLocal.withDataIn(data, freePort()));

      assertEquals(
          "The data in " + data + " is in use by another DynamoDB Local.", refusal.getMessage());
    } finally {
      first.stop();
    }
    assertFalse(first.process().isAlive());
  }

  @Test
  void anOccupiedPortIsReported() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      int port = taken.getLocalPort();
      DynamoDbLocal.NotStarted refusal =
          assertThrows(DynamoDbLocal.NotStarted.class, () -> DynamoDbLocal.withDataIn(data, port));

      assertEquals(
          "Port " + port + ", where DynamoDB Local is to listen, is taken.", refusal.getMessage());
    }
  }

  @Test
  void theEmulatorEndsWithItsParentEvenIfTheParentIsKilled() throws IOException {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ProcessHandle emulator;
    try (BufferedReader said = parent.inputReader()) {
      emulator = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      assertTrue(emulator.isAlive());
    } finally {
      parent.destroyForcibly();
    }

    await().atMost(30, SECONDS).until(() -> !emulator.isAlive());
  }

  /** Starts an emulator, prints its process id, and runs until it is killed. */
  static final class Parent {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(DynamoDbLocal.inMemory().process().pid());
      Thread.currentThread().join();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
