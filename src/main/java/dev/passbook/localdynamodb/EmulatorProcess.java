package dev.passbook.localdynamodb;

import java.lang.reflect.InvocationTargetException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * Runs DynamoDB Local in the child process and watches the parent. A shutdown hook of the parent
 * alone would leave the child running if the parent is killed.
 */
final class EmulatorProcess {
  private static final String SERVER = "software.amazon.dynamodb.services.local.main.ServerRunner";
  private static final long LOOK_MILLIS = 200;

  /** A field of the class, since an unreferenced channel is closed and loses its lock. */
  private static FileLock lock;

  private EmulatorProcess() {}

  /**
   * Takes the parent's process id, then DynamoDB Local's arguments.
   *
   * @throws Exception whatever DynamoDB Local throws; the log shows it and the parent sees the exit
   */
  public static void main(String[] arguments) throws Exception {
    long parent = Long.parseLong(arguments[0]);
    Thread watch = new Thread(() -> haltWithout(parent), "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
    lock(Arrays.asList(own));
    try {
      Class.forName(SERVER).getMethod("main", String[].class).invoke(null, (Object) own);
    } catch (InvocationTargetException e) {
      e.getCause().printStackTrace();
      System.exit(1);
    }
  }

  /** Allows only one emulator on a folder, since two would each see only half of the writes. */
  private static void lock(List<String> arguments) throws Exception {
    int at = arguments.indexOf("-dbPath");
    if (at < 0) {
      return;
    }
    Path file = Path.of(arguments.get(at + 1), "lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock = channel.tryLock();
    if (lock == null) {
      System.exit(DynamoDbLocal.DATA_IN_USE);
    }
  }

  private static void haltWithout(long expected) {
    ProcessHandle parent = ProcessHandle.current().parent().orElse(null);
    try {
      while (parent != null && parent.pid() == expected && parent.isAlive()) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }
}
