package dev.passbook.moves;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.NamedTable;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.streaming.RelayProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A table that the packaged program imports into and exports from. The program creates it. */
record MovedTable(String name) {
  private static final DynamoDbAsyncClient CLIENT = DynamoDbLocalResource.client();
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final URI NOWHERE = URI.create("http://localhost:1");
  private static final int BATCH = 25;

  static MovedTable named(String prefix) {
    return new MovedTable(prefix + "-" + UUID.randomUUID());
  }

  /** Creates a table of the demo's form with these rows. */
  static String demo(List<Map<String, AttributeValue>> rows) {
    var name = "Demo-" + UUID.randomUUID();
    CLIENT
        .createTable(
            create ->
                create
                    .tableName(name)
                    .attributeDefinitions(
                        attribute("Id", ScalarAttributeType.S),
                        attribute("Version", ScalarAttributeType.N))
                    .keySchema(key("Id", KeyType.HASH), key("Version", KeyType.RANGE))
                    .billingMode(BillingMode.PAY_PER_REQUEST))
        .join();
    IntStream.iterate(0, from -> from < rows.size(), from -> from + BATCH)
        .mapToObj(from -> rows.subList(from, Math.min(rows.size(), from + BATCH)))
        .forEach(batch -> put(name, batch));
    return name;
  }

  private static void put(String table, List<Map<String, AttributeValue>> rows) {
    var writes =
        rows.stream()
            .map(row -> PutRequest.builder().item(row).build())
            .map(put -> WriteRequest.builder().putRequest(put).build())
            .toList();
    CLIENT.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes))).join();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /** Runs a command to its end and returns its exit code. */
  int run(String... arguments) throws Exception {
    var process = start(arguments);
    assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    return process.exitValue();
  }

  /** Runs a command and kills it once the table has so many rows. */
  void runUntil(int rows, String... arguments) throws Exception {
    var process = start(arguments);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .until(() -> count() >= rows || !process.isAlive());
    assertTrue(process.isAlive(), "it ended before it could be killed");
    process.destroyForcibly().waitFor();
  }

  private Process start(String... arguments) throws IOException {
    return RelayProcess.start(
        name,
        DynamoDbLocalResource.endpoint(),
        "none",
        NOWHERE,
        Map.of("PASSBOOK_TABLE_CREATE", "true", "QUARKUS_SHUTDOWN_DELAY", "0s"),
        arguments);
  }

  EventStore<Account, AccountEvent> store() {
    return new DynamoDbEventStore<>(CLIENT, new NamedTable(name), new AccountCodec());
  }

  /** Takes less of the database's time than {@link #rows} does, which would slow the import. */
  private int count() {
    var count = new AtomicInteger();
    CLIENT
        .scanPaginator(scan -> scan.tableName(name).select(Select.COUNT))
        .subscribe(page -> count.addAndGet(page.count()))
        .join();
    return count.get();
  }

  /** Returns the rows of all accounts, by stream and version. */
  Map<String, Map<String, AttributeValue>> rows() {
    var rows = new TreeMap<String, Map<String, AttributeValue>>();
    CLIENT
        .scanPaginator(scan -> scan.tableName(name).consistentRead(true))
        .items()
        .filter(row -> row.get("StreamId").s().startsWith("account-"))
        .subscribe(row -> rows.put(row.get("StreamId").s() + "@" + row.get("Version").n(), row))
        .join();
    return rows;
  }
}
