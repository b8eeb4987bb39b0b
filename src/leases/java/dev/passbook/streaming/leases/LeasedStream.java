package dev.passbook.streaming.leases;

import static software.amazon.kinesis.common.InitialPositionInStream.TRIM_HORIZON;
import static software.amazon.kinesis.common.InitialPositionInStreamExtended.newInitialPosition;

import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.StreamsSchedulerFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.polling.DynamoDBStreamsPollingConfig;
import dev.passbook.eventstore.dynamodb.StoreConfig;
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

/** The table's stream, shared with other processes shard by shard. */
final class LeasedStream implements HintSource {
  private static final Logger LOG = Logger.getLogger(LeasedStream.class);

  /** Between two reads of a shard; DynamoDB allows five a second for each. */
  private static final long PAUSE_MILLIS = 250;

  /** How often the table is asked whether it has another stream. */
  private static final Duration WATCH = Duration.ofMinutes(1);

  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** How long what is under way may take at the end; it bounds the stop. */
  private static final int GOODBYE_SECONDS = 15;

  private final DynamoDbAsyncClient tables;
  private final DynamoDbStreamsClient streams;
  private final StoreConfig store;
  private final LeasesConfig leases;
  private final StreamChange change;
  private final Relay relay;
  private volatile Scheduler scheduler;
  private volatile boolean stopping;
  private volatile Cancellable watching = () -> {};
  private volatile Cancellable makingUp = () -> {};

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
    var arn = arn().await().atMost(ANSWER);
    makingUp = change.follow(arn).subscribe().with(done -> {});
    scheduler = scheduler(arn);
    new Thread(this::run, "leases").start();
    watching =
        Multi.createFrom()
            .ticks()
            .startingAfter(WATCH)
            .every(WATCH)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> look(arn))
            .subscribe()
            .with(seen -> {});
  }

  /** The library follows one stream for good: another one is followed by a process that starts. */
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

  /** A library that gave up is a process that has to be started again. */
  private void run() {
    scheduler.run();
    if (!stopping) {
      LOG.error("The table's stream is not read any more: the process ends");
      Quarkus.asyncExit(1);
    }
  }

  @Override
  public void stop() {
    stopping = true;
    watching.cancel();
    makingUp.cancel();
    try {
      scheduler.startGracefulShutdown().get(GOODBYE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf(
          "Not all was finished at the end: the next to hold its shards does it again (%s)", e);
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
        .map(answer -> answer.table().latestStreamArn())
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
        // Without records too, so that what is left of earlier ones is tried again.
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
        // Asked for, and never called: the relay's figures are its own.
        CloudWatchAsyncClient.builder().region(region).build(),
        UUID.randomUUID().toString(),
        () -> new HintedAccounts(relay, () -> stopping));
  }

  /** By number of shards: what a worker's processor is at tells nothing of how it waits. */
  private LeaseManagementConfig shared(LeaseManagementConfig config) {
    config.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
    return config
        .failoverTimeMillis(leases.failover().toMillis())
        // A pause after each look at the shards; the first one would hold up the start by a minute.
        .shardSyncIntervalMillis(0);
  }
}
