package dev.passbook.bench;

import dev.passbook.proof.processes.ListeningProcess;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/**
 * The 2019 demo of event sourcing on DynamoDB, in Node. Its handlers are unchanged, and it has a
 * table of its own.
 */
final class Demo implements AutoCloseable {
  private static final String TABLE = "Account";
  private static final Path SERVER = Path.of("src", "test", "resources", "bench", "demo.cjs");
  private static final int CREDITS = 11;

  private final ListeningProcess process;

  /**
   * @param folder of the demo, with its {@code node_modules}
   */
  Demo(Path folder, URI database, DynamoDbAsyncClient tables) {
    tables
        .createTable(
            table ->
                table
                    .tableName(TABLE)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(
                        AttributeDefinition.builder()
                            .attributeName("Id")
                            .attributeType("S")
                            .build(),
                        AttributeDefinition.builder()
                            .attributeName("Version")
                            .attributeType("N")
                            .build())
                    .keySchema(
                        KeySchemaElement.builder().attributeName("Id").keyType("HASH").build(),
                        KeySchemaElement.builder()
                            .attributeName("Version")
                            .keyType("RANGE")
                            .build()))
        .join();
    process =
        ListeningProcess.start(
            "demo",
            Map.of("TABLE_NAME", TABLE),
            List.of("node", SERVER.toString(), folder.toAbsolutePath().toString(), "" + database));
  }

  URI address() {
    return process.address();
  }

  ProcessHandle handle() {
    return process.handle();
  }

  /** Opens accounts with some credits each. */
  List<UUID> open(int accounts) {
    return Stream.generate(this::openOne).limit(accounts).toList();
  }

  private UUID openOne() {
    var account = new JsonObject(post("/account", "")).getString("accountId");
    for (int i = 0; i < CREDITS; i++) {
      post("/account/" + account + "/credit", "{\"amount\":100000}");
    }
    return UUID.fromString(account);
  }

  private String post(String path, String body) {
    return Http.send(
        HttpRequest.newBuilder(address().resolve(path))
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  @Override
  public void close() {
    process.close();
  }
}
