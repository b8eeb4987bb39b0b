package dev.passbook.proof;

import dev.passbook.proof.processes.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Measures how fast a service responds to its liveness probe, and how much memory it takes. */
final class Vitals {
  private static final long PAUSE_MILLIS = 250;

  private final ServiceProcess service;
  private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> mebibytes = Collections.synchronizedList(new ArrayList<>());
  private volatile int deaths;

  Vitals(ServiceProcess service) {
    this.service = service;
  }

  /** Takes one measurement. Must be called by a single thread. */
  void look() throws IOException, InterruptedException {
    var begin = System.nanoTime();
    if (!service.isLive()) {
      deaths++;
    }
    millis.add(Duration.ofNanos(System.nanoTime() - begin).toMillis());
    mebibytes.add(residentKib() / 1024);
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }

  private long residentKib() throws IOException {
    var status = Files.readAllLines(Path.of("/proc", service.handle().pid() + "", "status"));
    var line = status.stream().filter(each -> each.startsWith("VmRSS:")).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  int deaths() {
    return deaths;
  }

  long mostMemory() {
    return Collections.max(mebibytes);
  }

  void write(Siege siege, int credited, int unavailable) throws IOException {
    var sorted = millis.stream().sorted().toList();
    var text =
        """
        %d hostile connections; %d credits, %d refused while the store was out of reach
        liveness: %d looks, median %d ms, 99 %% %d ms, longest %d ms
        resident memory: %s MiB in each tenth of the time, %d MiB at most
        """
            .formatted(
                siege.attacks(),
                credited,
                unavailable,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.get(sorted.size() - 1),
                tenths(),
                mostMemory());
    System.out.print(text);
    Files.writeString(
        Files.createDirectories(Path.of("target", "proof")).resolve("siege.txt"), text);
  }

  /** Returns the median of each tenth. A leak would grow in all of them. */
  private List<Long> tenths() {
    var looks = mebibytes.size();
    return IntStream.range(0, 10)
        .mapToObj(tenth -> mebibytes.subList(tenth * looks / 10, (tenth + 1) * looks / 10))
        .filter(looked -> !looked.isEmpty())
        .map(Vitals::median)
        .toList();
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
