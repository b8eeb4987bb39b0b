package dev.passbook.bench;

import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** All slices and the statistics over them. */
final class Results {
  private final Map<Run, List<Slice>> slices = new LinkedHashMap<>();

  void add(Run run, Slice slice) {
    slices.computeIfAbsent(run, first -> new ArrayList<>()).add(slice);
  }

  Set<Run> runs() {
    return slices.keySet();
  }

  List<Slice> of(Run run) {
    return slices.get(run);
  }

  /** Returns the median over the rounds. */
  double median(Run run, ToDoubleFunction<Slice> figure) {
    return median(of(run).stream().mapToDouble(figure).toArray());
  }

  /**
   * Returns the median over the rounds of the ratio to the floor in the same round. A slow round of
   * the machine slows both and cancels out.
   */
  double ratio(Run run, ToDoubleFunction<Slice> figure) {
    var own = of(run);
    var floor = of(run.floor());
    return median(
        IntStream.range(0, own.size())
            .mapToDouble(
                round ->
                    figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(floor.get(round)))
            .toArray());
  }

  /**
   * Returns the percentile in milliseconds over all requests of all rounds, because one slice has
   * too few for a tail.
   */
  double percentile(Run run, double percentile) {
    return Slice.millis(merged(run, Slice::latencies), percentile);
  }

  Histogram merged(Run run, Function<Slice, Histogram> histogram) {
    var merged = histogram.apply(of(run).get(0)).copy();
    of(run).stream().skip(1).map(histogram).forEach(merged::add);
    return merged;
  }

  /** Returns the median over the rounds of the CPU time per request, in milliseconds. */
  double cpu(Run run, Function<Cpu, Duration> process) {
    return median(run, slice -> Cpu.millisEach(process.apply(slice.cpu()), slice.requests()));
  }

  long failures(Run run) {
    return of(run).stream().mapToLong(Slice::failures).sum();
  }

  static double median(double... figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("no figures");
    }
    var sorted = figures.clone();
    Arrays.sort(sorted);
    var middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
