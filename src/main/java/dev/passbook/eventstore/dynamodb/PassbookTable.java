package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.EXPIRES_AT;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.VERSION;

import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.dynamodb.TableStatus.State;
import dev.passbook.eventstore.dynamodb.calls.ErrorCodes;
import dev.passbook.eventstore.dynamodb.calls.FailureReasons;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.eventstore.dynamodb.table.TableDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** Checks that the table exists, and creates it if the settings allow that. */
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

  /** Returns whether a missing table is created. */
  public boolean mayBeCreated() {
    return config.create();
  }

  /**
   * Reads a key that never exists, in the way that requests read theirs. DescribeTable would ask
   * the control plane, which can be down while reads and writes succeed, and the reverse.
   */
  public Uni<TableStatus> look() {
    return call(() -> client.getItem(nothing()))
        .replaceWith(() -> new TableStatus(State.REACHABLE, "Table " + name() + " is in reach", ""))
        .onFailure()
        .recoverWithItem(this::explain);
  }

  /** Checks the table, and creates it if it is missing and may be created. */
  public Uni<TableStatus> prepare() {
    return config.create() ? look().chain(this::complete) : look();
  }

  /**
   * Prepares the table for the first request. Blocks the main thread, but not for long, since the
   * service also starts without the table.
   */
  public TableStatus prepareBeforeTheFirstRequest() {
    Uni<TableStatus> looks = config.create() ? prepareUntilReachable() : look();
    return looks.await().indefinitely();
  }

  private Uni<TableStatus> prepareUntilReachable() {
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

  private Uni<TableStatus> complete(TableStatus look) {
    return switch (look.state()) {
      case MISSING -> create();
      case REACHABLE -> expires ? Uni.createFrom().item(look) : expire().replaceWith(look);
      case UNREACHABLE -> Uni.createFrom().item(look);
    };
  }

  /**
   * Another instance may have created the table first, and its creation takes a while. The next
   * look shows the result.
   */
  private Uni<TableStatus> create() {
    TableStatus underway =
        new TableStatus(State.MISSING, "Table " + name() + " is being created", "");
    return call(() -> client.createTable(TableDefinition.named(name())))
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

  /**
   * Switches expiry on. This is a step of its own, since the instance that created the table may
   * have died before it.
   */
  private Uni<Void> expire() {
    return call(() -> client.describeTimeToLive(ttl -> ttl.tableName(name())))
        .map(found -> found.timeToLiveDescription().timeToLiveStatus())
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
        .onFailure(PassbookTable::isAlreadyOn)
        .recoverWithNull();
  }

  /** DynamoDB reports this only in the message of a general exception. */
  private static boolean isAlreadyOn(Throwable failure) {
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

  private TableStatus explain(Throwable failure) {
    String cause = "looked for " + Endpoint.of(client) + ": " + FailureText.of(failure);
    if (failure instanceof ResourceNotFoundException) {
      return new TableStatus(
          State.MISSING, "Table " + name() + " does not exist" + advice(), cause);
    }
    // A database that throttles is reachable. Each request that it throttles reports that itself.
    if (failure instanceof AwsServiceException answer && ErrorCodes.throttle(answer)) {
      return new TableStatus(State.REACHABLE, "Table " + name() + " is throttled", cause);
    }
    String reason = FailureReasons.of(failure);
    return new TableStatus(
        State.UNREACHABLE, "Table " + name() + " is out of reach: " + reason, cause);
  }

  private String advice() {
    return config.create() ? "" : "; create it, or start with PASSBOOK_TABLE_CREATE=true";
  }
}
