package dev.passbook.streaming;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * Runs npm's {@code kinesis-local} as a local Kinesis, if Node is present. It is installed once,
 * into {@code target}.
 */
final class KinesisLocal implements AutoCloseable {
  private static final String PACKAGE = "kinesis-local@0.6.2";
  private static final Path FOLDER = Path.of("target", "kinesis-local").toAbsolutePath();
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final URI endpoint;
  private final KinesisAsyncClient client;

  private KinesisLocal(Process process, int port) {
    this.process = process;
    this.endpoint = URI.create("http://127.0.0.1:" + port);
    this.client = clientOf(endpoint);
  }

  /** Starts it, or skips the test with the reason. */
  static KinesisLocal started() {
    assumeTrue(runs("node", "--version"), "No Node here: nothing was tried on a real Kinesis API.");
    try {
      assumeTrue(
          fetched(), "npm does not get " + PACKAGE + ": nothing was tried on a real Kinesis.");
      var plain = freePort();
      var builder = new ProcessBuilder("node", "main.js").directory(main().toFile());
      builder.environment().put("KINESIS_MOCK_PLAIN_PORT", String.valueOf(plain));
      builder.environment().put("KINESIS_MOCK_TLS_PORT", String.valueOf(freePort()));
      builder.environment().put("LOG_LEVEL", "ERROR");
      var log = FOLDER.resolve("log-" + plain + ".txt").toFile();
      var process = builder.redirectErrorStream(true).redirectOutput(log).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      await().atMost(START_LIMIT).until(() -> answers(plain));
      return new KinesisLocal(process, plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return endpoint;
  }

  KinesisAsyncClient client() {
    return client;
  }

  void createStream(String name, int shards) {
    client.createStream(create -> create.streamName(name).shardCount(shards)).join();
    await().atMost(START_LIMIT).until(() -> isActive(name));
  }

  private boolean isActive(String name) {
    var answer = client.describeStreamSummary(describe -> describe.streamName(name)).join();
    return answer.streamDescriptionSummary().streamStatus() == StreamStatus.ACTIVE;
  }

  /** Returns the events of all records on a stream, in each shard's order. */
  List<Published> events(String stream) {
    var events = new ArrayList<Published>();
    client.listShards(list -> list.streamName(stream)).join().shards().stream()
        .flatMap(shard -> records(stream, shard).stream())
        .flatMap(each -> Published.in(each.partitionKey(), each.data().asByteArray()).stream())
        .forEach(events::add);
    return events;
  }

  private List<Record> records(String stream, Shard shard) {
    var iterator =
        client
            .getShardIterator(
                get ->
                    get.streamName(stream)
                        .shardId(shard.shardId())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .join()
            .shardIterator();
    var records = new ArrayList<Record>();
    while (true) {
      var from = iterator;
      var page = client.getRecords(get -> get.shardIterator(from)).join();
      records.addAll(page.records());
      if (page.records().isEmpty() && page.millisBehindLatest() == 0) {
        return records;
      }
      iterator = page.nextShardIterator();
    }
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly();
  }

  /** The plain port doesn't support HTTP/2. */
  static KinesisAsyncClient clientOf(URI endpoint) {
    return KinesisAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .httpClientBuilder(
            NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1).maxConcurrency(64))
        .build();
  }

  private static Path main() {
    return FOLDER.resolve("node_modules").resolve("kinesis-local");
  }

  /** Two test JVMs may install it at the same time, so the second waits for the first. */
  private static synchronized boolean fetched() throws IOException {
    Files.createDirectories(FOLDER);
    try (var lock =
            FileChannel.open(
                FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = lock.lock()) {
      return held.isValid() && (Files.exists(main().resolve("main.js")) || isInstalled());
    }
  }

  private static boolean isInstalled() {
    var folder = FOLDER.toString();
    return runs("npm", "install", "--no-audit", "--no-fund", "--prefix", folder, PACKAGE);
  }

  private static boolean runs(String... command) {
    try {
      Files.createDirectories(FOLDER);
      var log = FOLDER.resolve(command[0] + ".log").toFile();
      var process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
