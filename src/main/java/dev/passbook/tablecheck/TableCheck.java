package dev.passbook.tablecheck;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

/** Asks DynamoDB about the table, and says what is wrong with it. */
public final class TableCheck {
  private final DynamoDbAsyncClient client;
  private final String table;

  public TableCheck(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.table = config.table().name();
  }

  /**
   * Returns what is wrong with the table, the worst first.
   *
   * @return fails with {@link StoreUnavailable} if DynamoDB does not describe the table
   */
  public Uni<List<TableFault>> faults(Deadline deadline) {
    return Uni.combine()
        .all()
        .unis(description(deadline), expiry(deadline), recovery(deadline))
        .with(DescribedTable::new)
        .map(TableFaults::of);
  }

  private Uni<TableDescription> description(Deadline deadline) {
    return DynamoDbCalls.read(
            deadline,
            timeout -> client.describeTable(d -> d.tableName(table).overrideConfiguration(timeout)))
        .map(DescribeTableResponse::table);
  }

  private Uni<Optional<TimeToLiveDescription>> expiry(Deadline deadline) {
    return DynamoDbCalls.read(
            deadline,
            timeout ->
                client.describeTimeToLive(d -> d.tableName(table).overrideConfiguration(timeout)))
        .map(response -> Optional.ofNullable(response.timeToLiveDescription()))
        .onFailure(StoreUnavailable.class)
        .recoverWithItem(Optional.empty());
  }

  private Uni<Optional<PointInTimeRecoveryDescription>> recovery(Deadline deadline) {
    return DynamoDbCalls.read(
            deadline,
            timeout ->
                client.describeContinuousBackups(
                    d -> d.tableName(table).overrideConfiguration(timeout)))
        .map(response -> response.continuousBackupsDescription())
        .map(backups -> Optional.ofNullable(backups.pointInTimeRecoveryDescription()))
        .onFailure(StoreUnavailable.class)
        .recoverWithItem(Optional.empty());
  }
}
