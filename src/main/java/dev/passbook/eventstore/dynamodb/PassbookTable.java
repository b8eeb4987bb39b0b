package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.Attributes.AT;
import static dev.passbook.eventstore.dynamodb.Attributes.EXPIRES_AT;
import static dev.passbook.eventstore.dynamodb.Attributes.LISTED_UNDER;
import static dev.passbook.eventstore.dynamodb.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.Attributes.VERSION;

import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.dynamodb.TableLook.State;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** The table itself: whether it is there, and, where that is wanted, that it comes to be there. */
@ApplicationScoped
public class PassbookTable {
  private static final Logger LOG = Logger.getLogger(PassbookTable.class);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(2);
  private static final Duration START_LIMIT = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final DynamoDbAsyncClient client;
  private final StoreConfig.Table config;
  private volatile boolean expires;

  PassbookTable(DynamoDbAsyncClient client, StoreConfig config) {
    this.client = client;
    this.config = config.table();
  }

  public String name() {
    return config.name();
  }

  /** Whether a missing table is to be created. */
  public boolean mayBeCreated() {
    return config.create();
  }

  /**
   * Reads one key that never exists, as requests read theirs. DescribeTable would ask the control
   * plane, which may be out of order while every read and write succeeds, or the other way round.
   */
  public Uni<TableLook> look() {
    return call(() -> client.getItem(nothing()))
        .replaceWith(() -> new TableLook(State.REACHABLE, "Table " + name() + " is in reach", ""))
        .onFailure()
        .recoverWithItem(this::explain);
  }

  /** Looks, and where the table is missing and may be created, creates it. */
  public Uni<TableLook> prepare() {
    return config.create() ? look().chain(this::complete) : look();
  }

  /**
   * What a start waits for that makes the table, or that is looked at by nobody later: so that the
   * first request finds the table, but never for long, since the service starts without it as well.
   * It blocks, on the main thread.
   */
  public TableLook prepareBeforeTheFirstRequest() {
    Uni<TableLook> looks = config.create() ? prepareUntilReachable() : look();
    return looks.await().indefinitely();
  }

  private Uni<TableLook> prepareUntilReachable() {
    return prepare()
        .repeat()
        .withDelay(PAUSE)
        .whilst(look -> !look.reachable())
        .select()
        .first(START_LIMIT)
        .collect()
        .last()
        .onItem()
        .ifNull()
        .switchTo(this::look);
  }

  private Uni<TableLook> complete(TableLook look) {
    return switch (look.state()) {
      case MISSING -> create();
      case REACHABLE -> expires ? Uni.createFrom().item(look) : expire().replaceWith(look);
      case UNREACHABLE -> Uni.createFrom().item(look);
    };
  }

  /** Another instance may have been first, and the table takes a while: the next look tells. */
  private Uni<TableLook> create() {
    TableLook underway = new TableLook(State.MISSING, "Table " + name() + " is being created", "");
    return call(() -> client.createTable(wanted()))
        .invoke(this::noteCreation)
        .replaceWith(underway)
        .onFailure(ResourceInUseException.class)
        .recoverWithItem(underway)
        .onFailure()
        .recoverWithItem(this::explain);
  }

  private void noteCreation() {
    expires = false;
    LOG.infof("Table %s is missing and is created", name());
  }

  /** Not part of the creation: whoever created the table may have died before this step. */
  private Uni<Void> expire() {
    return call(() -> client.describeTimeToLive(ttl -> ttl.tableName(name())))
        .map(answer -> answer.timeToLiveDescription().timeToLiveStatus())
        .chain(
            status ->
                status == TimeToLiveStatus.DISABLED
                    ? switchExpiryOn()
                    : Uni.createFrom().voidItem())
        .onFailure()
        .invoke(e -> LOG.warnf("Expired keys in table %s will stay: %s", name(), FailureText.of(e)))
        .onFailure()
        .recoverWithNull()
        .invoke(() -> expires = true);
  }

  private Uni<Void> switchExpiryOn() {
    return call(() ->
            client.updateTimeToLive(
                ttl ->
                    ttl.tableName(name())
                        .timeToLiveSpecification(on -> on.enabled(true).attributeName(EXPIRES_AT))))
        .replaceWithVoid()
        .onFailure(PassbookTable::anotherWasFirst)
        .recoverWithNull();
  }

  /** DynamoDB has no type for this one among what it refuses. */
  private static boolean anotherWasFirst(Throwable failure) {
    return FailureText.of(failure).contains("TimeToLive is already enabled");
  }

  private static <T> Uni<T> call(Supplier<CompletionStage<T>> call) {
    return Uni.createFrom().completionStage(call).ifNoItem().after(CALL_LIMIT).fail();
  }

  private GetItemRequest nothing() {
    return GetItemRequest.builder()
        .tableName(name())
        .key(
            Map.of(
                STREAM_ID, AttributeValue.fromS("readiness"), VERSION, AttributeValue.fromN("0")))
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .build();
  }

  private CreateTableRequest wanted() {
    return CreateTableRequest.builder()
        .tableName(name())
        .attributeDefinitions(
            attribute(STREAM_ID, ScalarAttributeType.S),
            attribute(VERSION, ScalarAttributeType.N),
            attribute(LISTED_UNDER, ScalarAttributeType.S),
            attribute(AT, ScalarAttributeType.S))
        .keySchema(key(STREAM_ID, KeyType.HASH), key(VERSION, KeyType.RANGE))
        .globalSecondaryIndexes(ListingIndex.wanted())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .streamSpecification(
            stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE))
        .build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private TableLook explain(Throwable failure) {
    String cause = FailureText.of(failure);
    if (failure instanceof ResourceNotFoundException) {
      return new TableLook(State.MISSING, "Table " + name() + " does not exist" + advice(), cause);
    }
    // A database that slows us down is there; each request that it concerns is answered so.
    if (failure instanceof AwsServiceException answer && ErrorCodes.throttle(answer)) {
      return new TableLook(State.REACHABLE, "Table " + name() + " is throttled", cause);
    }
    String reason = FailureReasons.of(failure);
    return new TableLook(
        State.UNREACHABLE, "Table " + name() + " is out of reach: " + reason, cause);
  }

  private String advice() {
    return config.create() ? "" : "; create it, or start with PASSBOOK_TABLE_CREATE=true";
  }
}
