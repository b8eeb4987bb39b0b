package dev.passbook.tablecheck;

import dev.passbook.eventstore.dynamodb.table.Attributes;
import dev.passbook.eventstore.dynamodb.table.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Compares a described table with the definition. */
final class TableFaults {
  private static final GlobalSecondaryIndex INDEX =
      TableDefinition.named("wanted").globalSecondaryIndexes().get(0);

  private final DescribedTable found;
  private final String update;

  private TableFaults(DescribedTable found) {
    this.found = found;
    this.update = "aws dynamodb update-table --table-name " + found.name();
  }

  /** Returns what is wrong with a table, the worst first. */
  static List<TableFault> of(DescribedTable found) {
    var faults = new TableFaults(found);
    return Stream.of(
            faults.status(),
            faults.keySchema(),
            faults.stream(),
            faults.index(),
            faults.recovery(),
            faults.deletionProtection(),
            faults.expiry(),
            faults.billing())
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<TableFault> fault(String part, String fault, String fix) {
    return Optional.of(new TableFault(part, fault, fix));
  }

  private Optional<TableFault> status() {
    var status = found.table().tableStatus();
    if (status == TableStatus.INACCESSIBLE_ENCRYPTION_CREDENTIALS) {
      return fault(
          "status",
          "DynamoDB can't use the table's key, so every request fails",
          "Enable the key in KMS again, or grant its use again, within seven days");
    }
    return status == TableStatus.ACTIVE || status == TableStatus.UPDATING
        ? Optional.empty()
        : fault("status", "the table is " + found.table().tableStatusAsString(), "Wait for ACTIVE");
  }

  private Optional<TableFault> keySchema() {
    var wanted = keys(TableDefinition.named("wanted").keySchema());
    var actual = keys(found.table().keySchema());
    return actual.equals(wanted)
        ? Optional.empty()
        : fault(
            "key schema",
            "it is " + actual + ", not " + wanted + ", so nothing can be read or written",
            "A key can't be changed: check PASSBOOK_TABLE_NAME, or create another table");
  }

  private Optional<TableFault> stream() {
    var stream = found.table().streamSpecification();
    if (stream == null || !Boolean.TRUE.equals(stream.streamEnabled())) {
      return fault(
          "stream",
          "it is off, so the relay publishes nothing",
          update
              + " --stream-specification StreamEnabled=true,StreamViewType=NEW_IMAGE"
              + ", point a function's event source to the new stream, then run catch-up");
    }
    return stream.streamViewType() == StreamViewType.NEW_IMAGE
        ? Optional.empty()
        : fault(
            "stream",
            "its view type is " + stream.streamViewTypeAsString() + ", not NEW_IMAGE",
            update
                + " --stream-specification StreamEnabled=false, the same with"
                + " StreamEnabled=true,StreamViewType=NEW_IMAGE, then run catch-up");
  }

  private Optional<TableFault> index() {
    var index =
        found.table().globalSecondaryIndexes().stream()
            .filter(each -> each.indexName().equals(INDEX.indexName()))
            .findFirst();
    if (index.isEmpty()) {
      return fault(
          "index",
          "there is no index " + INDEX.indexName() + ", so no list of accounts works",
          creation());
    }
    var actual = shape(index.get().keySchema(), index.get().projection());
    var wanted = shape(INDEX.keySchema(), INDEX.projection());
    if (!actual.equals(wanted)) {
      return fault(
          "index",
          "it has " + actual + ", not " + wanted,
          update
              + " --global-secondary-index-updates '[{\"Delete\":{\"IndexName\":\""
              + INDEX.indexName()
              + "\"}}]', then "
              + creation());
    }
    return index.get().indexStatus() == IndexStatus.ACTIVE
        ? Optional.empty()
        : fault("index", "it is " + index.get().indexStatusAsString(), "Wait for ACTIVE");
  }

  private String creation() {
    return update
        + " --attribute-definitions AttributeName=ListedUnder,AttributeType=S"
        + " AttributeName=At,AttributeType=S"
        + " --global-secondary-index-updates '[{\"Create\":{\"IndexName\":\"Listing\","
        + "\"KeySchema\":[{\"AttributeName\":\"ListedUnder\",\"KeyType\":\"HASH\"},"
        + "{\"AttributeName\":\"At\",\"KeyType\":\"RANGE\"}],"
        + "\"Projection\":{\"ProjectionType\":\"INCLUDE\",\"NonKeyAttributes\":[\"Events\"]}}}]'";
  }

  private Optional<TableFault> recovery() {
    return found.recovery().isPresent()
            && found.recovery().get().pointInTimeRecoveryStatus()
                == PointInTimeRecoveryStatus.ENABLED
        ? Optional.empty()
        : fault(
            "point-in-time recovery",
            found.recovery().isPresent()
                ? "it is off, so nothing that is lost can be restored"
                : "DynamoDB did not say whether it is on",
            "aws dynamodb update-continuous-backups --table-name "
                + found.name()
                + " --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true");
  }

  private Optional<TableFault> deletionProtection() {
    return Boolean.TRUE.equals(found.table().deletionProtectionEnabled())
        ? Optional.empty()
        : fault(
            "deletion protection",
            "it is off, so one call can delete all accounts",
            update + " --deletion-protection-enabled");
  }

  private Optional<TableFault> expiry() {
    var fix =
        "aws dynamodb update-time-to-live --table-name "
            + found.name()
            + " --time-to-live-specification Enabled=true,AttributeName="
            + Attributes.EXPIRES_AT;
    if (found.expiry().isEmpty()) {
      return fault("expiry", "DynamoDB did not say whether it is on", fix);
    }
    if (!isOn(found.expiry().get())) {
      return fault("expiry", "it is off, so idempotency keys stay for ever", fix);
    }
    return Attributes.EXPIRES_AT.equals(found.expiry().get().attributeName())
        ? Optional.empty()
        : fault(
            "expiry",
            "it goes by " + found.expiry().get().attributeName() + ", which may delete events",
            "Switch it off at once (Enabled=false), wait an hour, then " + fix);
  }

  private static boolean isOn(TimeToLiveDescription expiry) {
    return expiry.timeToLiveStatus() == TimeToLiveStatus.ENABLED
        || expiry.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
  }

  /** A table that never had another billing mode may have no summary. */
  private Optional<TableFault> billing() {
    var summary = found.table().billingModeSummary();
    var throughput = found.table().provisionedThroughput();
    var isOnDemand =
        summary == null
            ? throughput == null || throughput.writeCapacityUnits() == 0
            : summary.billingMode() == BillingMode.PAY_PER_REQUEST;
    return isOnDemand
        ? Optional.empty()
        : fault(
            "billing mode",
            "its capacity is provisioned, so DynamoDB throttles what is above it",
            update + " --billing-mode PAY_PER_REQUEST");
  }

  private static String shape(List<KeySchemaElement> keys, Projection shown) {
    return keys(keys) + " with " + shown.projectionTypeAsString() + shown.nonKeyAttributes();
  }

  private static String keys(List<KeySchemaElement> keys) {
    return keys.stream()
        .map(key -> key.attributeName() + " " + key.keyTypeAsString())
        .collect(Collectors.joining(", "));
  }
}
