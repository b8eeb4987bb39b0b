package dev.passbook.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Describes the machine and the time of a run. */
public final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  public static String describe() {
    return String.format(
        "%d cores of %s, %s %s, Java %s, on %s",
        Runtime.getRuntime().availableProcessors(),
        processor(),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.version"),
        LocalDate.now(ZoneOffset.UTC));
  }

  /** Returns the machine's share of work that waits for a core; Linux only, else "unknown". */
  public static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Returns how much of a process is in memory; Linux only, else 0. */
  public static double residentMegabytes(ProcessHandle process) {
    return value(Path.of("/proc/" + process.pid() + "/status"), "VmRSS:")
        .map(kilobytes -> Double.parseDouble(kilobytes.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0.0);
  }

  private static String processor() {
    return value(PROCESSORS, "model name")
        .map(model -> model.replaceFirst("^\\s*:\\s*", ""))
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static Stream<String> value(Path file, String name) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(name.length()).strip());
    } catch (IOException notLinux) {
      return Stream.of();
    }
  }
}
