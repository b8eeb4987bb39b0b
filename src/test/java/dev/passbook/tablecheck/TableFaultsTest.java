package dev.passbook.tablecheck;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.dynamodb.table.TableDefinition;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Checks each fault of a table, on descriptions as AWS gives them. */
class TableFaultsTest {
  private static final Optional<TimeToLiveDescription> EXPIRES = expiry("ExpiresAt");
  private static final Optional<PointInTimeRecoveryDescription> RECOVERS =
      recovery(PointInTimeRecoveryStatus.ENABLED);

  private static Optional<TimeToLiveDescription> expiry(String attribute) {
    return Optional.of(
        TimeToLiveDescription.builder()
            .timeToLiveStatus(TimeToLiveStatus.ENABLED)
            .attributeName(attribute)
            .build());
  }

  private static Optional<PointInTimeRecoveryDescription> recovery(
      PointInTimeRecoveryStatus status) {
    return Optional.of(
        PointInTimeRecoveryDescription.builder().pointInTimeRecoveryStatus(status).build());
  }

  private static TableDescription.Builder sound() {
    var wanted = TableDefinition.named("Passbook");
    return TableDescription.builder()
        .tableName("Passbook")
        .tableStatus(TableStatus.ACTIVE)
        .keySchema(wanted.keySchema())
        .streamSpecification(wanted.streamSpecification())
        .globalSecondaryIndexes(index().build())
        .deletionProtectionEnabled(true)
        .billingModeSummary(billing -> billing.billingMode(BillingMode.PAY_PER_REQUEST));
  }

  private static GlobalSecondaryIndexDescription.Builder index() {
    var wanted = TableDefinition.named("Passbook").globalSecondaryIndexes().get(0);
    return GlobalSecondaryIndexDescription.builder()
        .indexName(wanted.indexName())
        .indexStatus(IndexStatus.ACTIVE)
        .keySchema(wanted.keySchema())
        .projection(wanted.projection());
  }

  private static TableFault only(Consumer<TableDescription.Builder> change) {
    var table = sound();
    change.accept(table);
    return only(new DescribedTable(table.build(), EXPIRES, RECOVERS));
  }

  private static TableFault only(DescribedTable table) {
    var faults = TableFaults.of(table);
    assertEquals(1, faults.size(), faults::toString);
    return faults.get(0);
  }

  @Test
  void aTableAsTheServiceMakesItWithRecoveryAndProtectionIsSound() {
    assertEquals(List.of(), TableFaults.of(new DescribedTable(sound().build(), EXPIRES, RECOVERS)));
  }

  @Test
  void aRestoredTableLacksWhatARestoreDoesNotBringBack() {
    var restored =
        sound()
            .streamSpecification((StreamSpecification) null)
            .deletionProtectionEnabled(false)
            .build();
    var off =
        Optional.of(
            TimeToLiveDescription.builder().timeToLiveStatus(TimeToLiveStatus.DISABLED).build());

    var faults =
        TableFaults.of(
            new DescribedTable(restored, off, recovery(PointInTimeRecoveryStatus.DISABLED)));

    assertEquals(
        List.of("stream", "point-in-time recovery", "deletion protection", "expiry"),
        faults.stream().map(TableFault::part).toList());
    faults.forEach(fault -> assertThat(fault.fix(), containsString("--table-name Passbook ")));
  }

  @Test
  void anotherKeySchemaCanNotBeMended() {
    var other =
        only(
            table ->
                table.keySchema(
                    TableDefinition.named("x").globalSecondaryIndexes().get(0).keySchema()));

    assertEquals("key schema", other.part());
    assertThat(
        other.fault(),
        containsString("ListedUnder HASH, At RANGE, not StreamId HASH, Version RANGE"));
  }

  @Test
  void aStreamOfAnotherViewIsAFault() {
    var other =
        only(
            table ->
                table.streamSpecification(
                    stream -> stream.streamEnabled(true).streamViewType(StreamViewType.KEYS_ONLY)));

    assertThat(other.fault(), containsString("KEYS_ONLY, not NEW_IMAGE"));
  }

  @Test
  void anIndexIsMissingIncompleteOrBeingBuilt() {
    var missing = only(table -> table.globalSecondaryIndexes(List.of()));
    var bare = index().projection(shown -> shown.projectionType(ProjectionType.KEYS_ONLY)).build();
    var young = index().indexStatus(IndexStatus.CREATING).build();

    assertThat(missing.fix(), containsString("\"Create\""));
    assertThat(
        only(table -> table.globalSecondaryIndexes(bare)).fix(), containsString("\"Delete\""));
    assertThat(
        only(table -> table.globalSecondaryIndexes(young)).fault(), containsString("CREATING"));
  }

  @Test
  void expiryByAnotherAttributeMustBeSwitchedOffAtOnce() {
    var other = only(new DescribedTable(sound().build(), expiry("At"), RECOVERS));

    assertThat(other.fault(), containsString("which may delete events"));
    assertThat(other.fix(), containsString("at once"));
  }

  @Test
  void provisionedCapacityAndAnUnusableKeyAreFaults() {
    var provisioned =
        only(
            table ->
                table.billingModeSummary(billing -> billing.billingMode(BillingMode.PROVISIONED)));
    var locked = only(t -> t.tableStatus(TableStatus.INACCESSIBLE_ENCRYPTION_CREDENTIALS));

    assertThat(provisioned.fix(), containsString("--billing-mode PAY_PER_REQUEST"));
    assertThat(locked.fix(), containsString("KMS"));
  }

  @Test
  void whatDynamoDbDoesNotSayIsAFault() {
    var unknown = new DescribedTable(sound().build(), Optional.empty(), Optional.empty());

    assertEquals(
        List.of("point-in-time recovery", "expiry"),
        TableFaults.of(unknown).stream().map(TableFault::part).toList());
  }
}
