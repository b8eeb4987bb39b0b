package dev.passbook.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * What to measure and for how long.
 *
 * @param rounds how often everything is measured; results are medians over the rounds
 * @param slice how long one operation is measured in a round
 * @param warmUpRequests how many unmeasured requests each operation gets before the first round
 * @param perSecond the arrival rate where it is fixed
 * @param histories lengths of a history, in events
 * @param accounts numbers of accounts
 * @param only the names of the operations to measure; empty for everything
 * @param against the jar of another build to compare this one with, instead of with the bare SDK
 * @param executable the native executable to measure beside the jar
 * @param demo the folder of the 2019 demo to measure beside the service
 * @param intervals whether to measure balances by snapshot interval, and nothing else
 */
record Plan(
    int rounds,
    Duration slice,
    int warmUpRequests,
    int perSecond,
    List<Integer> histories,
    List<Integer> accounts,
    List<String> only,
    Optional<Path> against,
    Optional<Path> executable,
    Optional<Path> demo,
    boolean intervals,
    boolean quick) {

  /**
   * Reads the plan from system properties: {@code passbook.bench.rounds}, {@code
   * passbook.bench.seconds} for the length of a slice, {@code passbook.bench.rate} for the arrivals
   * a second, {@code passbook.bench.only} for names of operations with commas between them, {@code
   * passbook.bench.against} for the {@code quarkus-run.jar} of another build, {@code
   * passbook.bench.native} and {@code passbook.bench.demo} for the peers of the service, {@code
   * passbook.bench.intervals} for balances by snapshot interval, and {@code passbook.bench.quick}
   * for a run that only shows that everything works.
   */
  static Plan of(Properties properties) {
    var quick = isSet(properties, "passbook.bench.quick");
    var rounds = number(properties, "passbook.bench.rounds", quick ? 1 : 5);
    var seconds = number(properties, "passbook.bench.seconds", quick ? 0.4 : 2);
    var rate = number(properties, "passbook.bench.rate", 300);
    if (rounds < 1 || seconds <= 0 || rate < 1) {
      throw new IllegalArgumentException("rounds, seconds and rate must be positive");
    }
    var against = path(properties, "passbook.bench.against");
    return new Plan(
        (int) rounds,
        Duration.ofMillis(Math.round(seconds * 1000)),
        quick ? 100 : against.isPresent() ? 60_000 : 6_000,
        (int) rate,
        quick ? List.of(10, 1_000) : List.of(10, 1_000, 100_000),
        quick ? List.of(1, 100) : List.of(1, 100, 10_000),
        names(properties.getProperty("passbook.bench.only", "")),
        against,
        path(properties, "passbook.bench.native"),
        path(properties, "passbook.bench.demo"),
        isSet(properties, "passbook.bench.intervals"),
        quick);
  }

  /** Growth has many subjects and large differences, so short slices suffice. */
  Duration shortSlice() {
    return slice.dividedBy(2);
  }

  /** Returns the approximate number of steps for the progress line. */
  int steps() {
    var operations = isWhole() ? 40 : 16;
    var growing = isWhole() ? 5 * histories.size() + 3 * accounts.size() + 1 : 0;
    return 16 + operations * rounds + growing * rounds + histories.size() + accounts.size();
  }

  /** Returns the least number of requests of each kind to count on the wire. */
  int counted() {
    return quick ? 20 : 400;
  }

  boolean isWhole() {
    return only.isEmpty();
  }

  /** Returns whether one part of the benchmark is wanted, and nothing else. */
  boolean isOnly(String part) {
    return only.equals(List.of(part));
  }

  boolean includes(Subject subject) {
    return only.isEmpty() || only.contains(subject.name());
  }

  private static Optional<Path> path(Properties properties, String property) {
    return names(properties.getProperty(property, "")).stream().map(Path::of).findFirst();
  }

  private static List<String> names(String list) {
    return Stream.of(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
  }

  private static boolean isSet(Properties properties, String property) {
    var value = properties.getProperty(property, "false");
    return value.isEmpty() || Boolean.parseBoolean(value);
  }

  private static double number(Properties properties, String property, double otherwise) {
    var value = properties.getProperty(property, "");
    return value.isEmpty() ? otherwise : Double.parseDouble(value);
  }
}
