package dev.passbook.operations;

import dev.passbook.eventstore.dynamodb.calls.StoreCall;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Measures commits and calls to the table. It looks up each meter only once, so a call just adds to
 * it.
 *
 * <p>The calls' meters have the names and tags of OpenTelemetry's conventions for database clients.
 */
@Singleton
class MicrometerStoreMetrics implements StoreMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private static final Set<String> READS = Set.of("GetItem", "Query", "Scan");

  private final MeterRegistry registry;
  private final String table;
  private final Map<Settlement, Counter> commits = new EnumMap<>(Settlement.class);
  private final ConcurrentMap<String, OfOperation> operations = new ConcurrentHashMap<>();
  private final Counter fallbacks;
  private final Counter repairs;

  MicrometerStoreMetrics(MeterRegistry registry, StoreConfig config) {
    this.registry = registry;
    this.table = config.table().name();
    for (var settlement : Settlement.values()) {
      commits.put(
          settlement,
          Counter.builder("passbook.commits")
              .description("How commits ended")
              .tag("outcome", settlement.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    this.fallbacks =
        Counter.builder("passbook.snapshot.fallbacks")
            .description("Reads that had to go further back than the newest rows")
            .register(registry);
    this.repairs =
        Counter.builder("passbook.snapshot.repairs")
            .description("Snapshots that a read added where one was missing")
            .register(registry);
  }

  @Override
  public void called(StoreCall call) {
    operations.computeIfAbsent(call.operation(), OfOperation::new).add(call);
  }

  @Override
  public void written(Settlement settlement) {
    commits.get(settlement).increment();
  }

  @Override
  public void readFurtherBack() {
    fallbacks.increment();
  }

  @Override
  public void mended() {
    repairs.increment();
  }

  /** The meters of one DynamoDB operation. */
  private final class OfOperation {
    private final Tags tags;
    private final Counter retries;
    private final Counter units;
    private final Timer succeeded;
    private final ConcurrentMap<String, Timer> failed = new ConcurrentHashMap<>();

    OfOperation(String operation) {
      tags = Tags.of("db.operation.name", operation, "db.collection.name", table);
      retries =
          Counter.builder("passbook.dynamodb.retries")
              .description("Calls that repeated an earlier one")
              .tags(tags)
              .register(registry);
      units =
          Counter.builder("passbook.dynamodb.consumed.units")
              .description("Capacity units that responses report, by reads and writes")
              .tags(tags.and("capacity", READS.contains(operation) ? "read" : "write"))
              .register(registry);
      succeeded = timer("");
    }

    void add(StoreCall call) {
      var timer =
          call.failure() == null ? succeeded : failed.computeIfAbsent(call.failure(), this::timer);
      timer.record(call.nanoseconds(), TimeUnit.NANOSECONDS);
      units.increment(call.units());
      if (call.again()) {
        retries.increment();
      }
    }

    /** Successes have an empty label, which Prometheus treats as no label. */
    private Timer timer(String failure) {
      return Timer.builder("db.client.operation.duration")
          .description("How long calls to DynamoDB took")
          .tags(tags.and("db.system.name", "aws.dynamodb", "error.type", failure))
          .serviceLevelObjectives(BUCKETS)
          .register(registry);
    }
  }
}
