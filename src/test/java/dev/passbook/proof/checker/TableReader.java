package dev.passbook.proof.checker;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private static final String ACCOUNT = "account-";
  private static final String MARKER = "key-";
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
    return table(items);
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

  private static Table table(List<Map<String, AttributeValue>> items) {
    Map<String, List<StoredRow>> streams = new TreeMap<>();
    List<StoredMarker> markers = new ArrayList<>();
    for (Map<String, AttributeValue> item : items) {
      if (item.get("StreamId").s().startsWith(ACCOUNT)) {
        StoredRow row = row(item);
        streams.computeIfAbsent(row.account(), account -> new ArrayList<>()).add(row);
      } else if (item.get("StreamId").s().startsWith(MARKER)) {
        markers.add(marker(item));
      }
    }
    streams.values().forEach(rows -> rows.sort(Comparator.comparingLong(StoredRow::version)));
    return new Table(streams, markers);
  }

  private static StoredRow row(Map<String, AttributeValue> item) {
    String account = item.get("StreamId").s().substring(ACCOUNT.length());
    long version = number(item, "Version").longValueExact();
    String at = text(item, "At");
    List<StoredEvent> events = new ArrayList<>();
    for (AttributeValue event : item.get("Events").l()) {
      events.add(event(account, version + events.size(), at, event.m()));
    }
    return new StoredRow(account, version, at, events, snapshot(item.get("Snapshot")));
  }

  private static StoredEvent event(
      String account, long version, String at, Map<String, AttributeValue> event) {
    BigDecimal toVersion = number(event, "ToVersion");
    return new StoredEvent(
        account,
        version,
        at,
        text(event, "Type"),
        text(event, "CommandId"),
        text(event, "Currency"),
        number(event, "Balance"),
        number(event, "Amount"),
        text(event, "Owner"),
        text(event, "Reference"),
        text(event, "TransferId"),
        text(event, "To"),
        toVersion == null ? 0 : toVersion.longValueExact());
  }

  private static StoredSnapshot snapshot(AttributeValue snapshot) {
    if (snapshot == null) {
      return null;
    }
    Map<String, AttributeValue> members = snapshot.m();
    return new StoredSnapshot(
        number(members, "Schema").intValueExact(),
        text(members, "CreatedAt"),
        text(members, "Owner"),
        text(members, "Currency"),
        text(members, "Status"),
        number(members, "Balance"));
  }

  private static StoredMarker marker(Map<String, AttributeValue> item) {
    Map<String, AttributeValue> answer = item.get("Answer").m();
    return new StoredMarker(
        text(item, "StreamId"),
        text(item, "CommandId"),
        number(answer, "Status").intValueExact(),
        text(answer, "Location"),
        text(answer, "ETag"),
        text(answer, "Body"),
        text(item, "At"),
        number(item, "ExpiresAt").longValueExact());
  }

  private static String text(Map<String, AttributeValue> members, String name) {
    AttributeValue value = members.get(name);
    return value == null ? null : value.s();
  }

  private static BigDecimal number(Map<String, AttributeValue> members, String name) {
    AttributeValue value = members.get(name);
    return value == null ? null : new BigDecimal(value.n());
  }
}
