package dev.passbook.tablecheck;

import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

/**
 * What DynamoDB says about a table.
 *
 * @param expiry empty if DynamoDB did not say
 * @param recovery empty if DynamoDB did not say
 */
record DescribedTable(
    TableDescription table,
    Optional<TimeToLiveDescription> expiry,
    Optional<PointInTimeRecoveryDescription> recovery) {

  String name() {
    return table.tableName();
  }
}
