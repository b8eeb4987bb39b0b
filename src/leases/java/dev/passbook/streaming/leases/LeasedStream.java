package dev.passbook.streaming.leases;

import static software.amazon.kinesis.common.InitialPositionInStream.TRIM_HORIZON;
import static software.amazon.kinesis.common.InitialPositionInStreamExtended.newInitialPosition;

import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.StreamsSchedulerFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.polling.DynamoDBStreamsPollingConfig;
import dev.passbook.eventstore.dynamodb.StoreConfig;
import dev.passbook.streaming.HintSource;
import dev.passbook.streaming.Relay;
import io.quarkus.runtime.Quarkus;
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

  /** How long what is under way may take at the end; it bounds the stop. */
  private static final int GOODBYE_SECONDS = 15;

  private final DynamoDbAsyncClient tables;
  private final DynamoDbStreamsClient streams;
  private final StoreConfig store;
  private final LeasesConfig leases;
  private final Relay relay;
  private volatile Scheduler scheduler;
  private volatile boolean stopping;

  LeasedStream(
      DynamoDbAsyncClient tables,
      DynamoDbStreamsClient streams,
      StoreConfig store,
      LeasesConfig leases,
      Relay relay) {
    this.tables = tables;
    this.streams = streams;
    this.store = store;
    this.leases = leases;
    this.relay = relay;
  }

  @Override
  public void start() {
    scheduler = scheduler(arn());
    new Thread(this::run, "leases").start();
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

  private String arn() {
    var name = store.table().name();
    var arn = tables.describeTable(d -> d.tableName(name)).join().table().latestStreamArn();
    if (arn == null) {
      throw new IllegalStateException("Table " + name + " has no stream");
    }
    return arn;
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
        () -> new HintedAccounts(relay));
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
