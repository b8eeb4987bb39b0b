package dev.passbook.streaming.leases;

import static software.amazon.kinesis.common.InitialPositionInStream.TRIM_HORIZON;
import static software.amazon.kinesis.common.InitialPositionInStreamExtended.newInitialPosition;

import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.StreamsSchedulerFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.polling.DynamoDBStreamsPollingConfig;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.streaming.HintSource;
import dev.passbook.streaming.Relay;
import dev.passbook.streaming.StreamChange;
import io.quarkus.runtime.Quarkus;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.metrics.NullMetricsFactory;

/** Reads the table's stream and shares its shards with other processes. */
final class LeasedStream implements HintSource {
  private static final Logger LOG = Logger.getLogger(LeasedStream.class);

  /** The pause between two reads of a shard. DynamoDB allows five a second per shard. */
  private static final long PAUSE_MILLIS = 250;

  /** How often to check whether the table has another stream. */
  private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);

  private static final Duration RESPONSE_LIMIT = Duration.ofMinutes(1);

  /** The most time for work under way at the end. It bounds the stop. */
  private static final int SHUTDOWN_SECONDS = 15;

  private final DynamoDbAsyncClient tables;
  private final DynamoDbStreamsClient streams;
  private final StoreConfig store;
  private final LeasesConfig leases;
  private final StreamChange change;
  private final Relay relay;
  private volatile Scheduler scheduler;
  private volatile boolean stopping;
  private volatile Cancellable checking = () -> {};
  private volatile Cancellable following = () -> {};

  LeasedStream(
      DynamoDbAsyncClient tables,
      DynamoDbStreamsClient streams,
      StoreConfig store,
      LeasesConfig leases,
      StreamChange change,
      Relay relay) {
    this.tables = tables;
    this.streams = streams;
    this.store = store;
    this.leases = leases;
    this.change = change;
    this.relay = relay;
  }

  @Override
  public void start() {
    var arn = arn().await().atMost(RESPONSE_LIMIT);
    following = change.follow(arn).subscribe().with(done -> {});
    scheduler = scheduler(arn);
    new Thread(this::run, "leases").start();
    checking =
        Multi.createFrom()
            .ticks()
            .startingAfter(CHECK_INTERVAL)
            .every(CHECK_INTERVAL)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> look(arn))
            .subscribe()
            .with(seen -> {});
  }

  /** The library follows one stream only. For another stream, the process must start again. */
  private Uni<Void> look(String followed) {
    return arn()
        .invoke(latest -> endIfOther(followed, latest))
        .replaceWithVoid()
        .onFailure()
        .recoverWithNull();
  }

  private void endIfOther(String followed, String latest) {
    if (!latest.equals(followed) && !stopping) {
      LOG.warnf("The table has another stream, %s: the process ends", latest);
      Quarkus.asyncExit(1);
    }
  }

  /** If the library gives up, the process must start again. */
  private void run() {
    scheduler.run();
    if (!stopping) {
      LOG.error("The table's stream is no longer read: the process ends");
      Quarkus.asyncExit(1);
    }
  }

  @Override
  public void stop() {
    stopping = true;
    checking.cancel();
    following.cancel();
    try {
      scheduler.startGracefulShutdown().get(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf(
          "Some work was not finished at the stop. The next worker of its shards repeats it (%s)",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    tables.close();
    streams.close();
  }

  private Uni<String> arn() {
    var name = store.table().name();
    return Uni.createFrom()
        .completionStage(() -> tables.describeTable(d -> d.tableName(name)))
        .map(response -> response.table().latestStreamArn())
        .onItem()
        .ifNull()
        .failWith(() -> new IllegalStateException("Table " + name + " has no stream"));
  }

  private Scheduler scheduler(String arn) {
    var region = tables.serviceClientConfiguration().region();
    var adapter = new AmazonDynamoDBStreamsAdapterClient(streams, region);
    var configs = configs(arn, adapter, region);
    var polling =
        new DynamoDBStreamsPollingConfig(arn, adapter).idleTimeBetweenReadsInMillis(PAUSE_MILLIS);
    return StreamsSchedulerFactory.createScheduler(
        configs.checkpointConfig(),
        configs.coordinatorConfig(),
        shared(configs.leaseManagementConfig()),
        configs.lifecycleConfig(),
        configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
        // Called without records too, so that what is left of earlier ones is tried again.
        configs.processorConfig().callProcessRecordsEvenForEmptyRecordList(true),
        configs.retrievalConfig().retrievalSpecificConfig(polling),
        adapter);
  }

  private ConfigsBuilder configs(
      String arn, AmazonDynamoDBStreamsAdapterClient adapter, Region region) {
    return new ConfigsBuilder(
        StreamsSchedulerFactory.createSingleStreamTracker(arn, newInitialPosition(TRIM_HORIZON)),
        leases.table(),
        adapter,
        tables,
        // The library requires this client, but never calls it, since the relay has its own
        // metrics.
        CloudWatchAsyncClient.builder().region(region).build(),
        UUID.randomUUID().toString(),
        () -> new ShardProcessor(relay, () -> stopping));
  }

  /** Assigns shards by number, since a worker's CPU load says nothing about its waiting time. */
  private LeaseManagementConfig shared(LeaseManagementConfig config) {
    config.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
    return config
        .failoverTimeMillis(leases.failover().toMillis())
        // This is a pause after each check of the shards. The first one would delay the start by a
        // minute.
        .shardSyncIntervalMillis(0);
  }
}
