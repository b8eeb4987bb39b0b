package dev.passbook.proof.checker;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Reads the table directly, without the service and the proxy. */
public final class TableReader implements AutoCloseable {
  private static final int BATCH = 25;

  private final DynamoDbAsyncClient client;
  private final String table;

  public TableReader(URI database, String table) {
    this.table = table;
    this.client =
        DynamoDbAsyncClient.builder()
            .endpointOverride(database)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .build();
  }

  /** Returns all rows, once two reads in a row are equal. */
  public Table read() {
    List<Map<String, AttributeValue>> items = items();
    for (List<Map<String, AttributeValue>> again = items(); !again.equals(items); ) {
      items = again;
      again = items();
    }
    return StoredItems.table(items);
  }

  /** Empties the table, so that the next run reads it quickly. */
  public void clear() {
    List<WriteRequest> deletions =
        items().stream()
            .map(item -> Map.of("StreamId", item.get("StreamId"), "Version", item.get("Version")))
            .map(key -> DeleteRequest.builder().key(key).build())
            .map(deletion -> WriteRequest.builder().deleteRequest(deletion).build())
            .toList();
    for (int from = 0; from < deletions.size(); from += BATCH) {
      List<WriteRequest> batch = deletions.subList(from, Math.min(from + BATCH, deletions.size()));
      client.batchWriteItem(request -> request.requestItems(Map.of(table, batch))).join();
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private List<Map<String, AttributeValue>> items() {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, AttributeValue> after = Map.of();
    do {
      ScanRequest.Builder request = ScanRequest.builder().tableName(table).consistentRead(true);
      if (!after.isEmpty()) {
        request.exclusiveStartKey(after);
      }
      ScanResponse page = client.scan(request.build()).join();
      items.addAll(page.items());
      after = page.lastEvaluatedKey();
    } while (!after.isEmpty());
    return items;
  }
}
