package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.COMMAND_ID;
import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.STREAM_ID;

import dev.passbook.eventstore.ClaimTaken;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.dynamodb.calls.CallFailure;
import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics.Settlement;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Writes one commit. It sends the same items to the same keys until it is known whether they are in
 * the table.
 *
 * <p>An attempt without a response proves nothing. Neither does a read that finds nothing, since
 * the write may still be applied. Only a row at the key settles the outcome, whether this write put
 * it there or another did, since every item is put on the condition that its key is free.
 */
final class ConditionalWrite {
  static final String NOTHING_THERE = "attribute_not_exists(" + STREAM_ID + ")";

  /**
   * The time that must be left to repeat a write that was definitely not applied. A repeat that is
   * sent too late for a response would turn a definite failure into an unknown one.
   */
  static final Duration LEAST_LEFT = Duration.ofMillis(200);

  private final DynamoDbAsyncClient client;
  private final String table;
  private final List<Map<String, AttributeValue>> items;
  private final List<Relisting> relistings;
  private final Optional<String> namingKey;
  private final StoreMetrics metrics;

  /**
   * Set once an attempt got no response. From then on, only a row in the table settles the outcome.
   */
  private volatile boolean uncertain;

  private volatile CallFailure last;

  /**
   * @param items the rows to put
   * @param relistings the streams to move to other lists in the same transaction
   * @param namingKey the key that names the stream of the first row, if one does
   */
  ConditionalWrite(
      DynamoDbAsyncClient client,
      String table,
      List<Map<String, AttributeValue>> items,
      List<Relisting> relistings,
      Optional<String> namingKey,
      StoreMetrics metrics) {
    this.client = client;
    this.table = table;
    this.items = items;
    this.relistings = relistings;
    this.namingKey = namingKey;
    this.metrics = metrics;
  }

  /** Writes the commit as {@link dev.passbook.eventstore.EventStore#commit} promises. */
  Uni<List<Marker>> settle(Deadline deadline) {
    var attempt =
        DynamoDbCalls.attempt(deadline, this::send)
            .map(done -> settled(Settlement.APPLIED, List.<Marker>of()))
            .onFailure(CallFailure.class)
            .recoverWithUni(this::judge);
    var inTime =
        Uni.createFrom()
            .deferred(() -> isTooLate(deadline) ? Uni.createFrom().failure(last) : attempt);
    return DynamoDbCalls.untilDeadline(inTime, deadline, this::isUnsettled)
        .onFailure(CallFailure.class)
        .transform(this::unsettled);
  }

  /** A repeat of an uncertain write is never too late, since it can only settle the outcome. */
  private boolean isTooLate(Deadline deadline) {
    return last != null && !uncertain && deadline.earlierBy(LEAST_LEFT).hasPassed();
  }

  private <T> T settled(Settlement settlement, T outcome) {
    metrics.written(settlement);
    return outcome;
  }

  private StoreUnavailable unsettled(Throwable failure) {
    return settled(
        uncertain ? Settlement.UNKNOWN : Settlement.NOT_APPLIED,
        new StoreUnavailable(FailureText.of(failure), uncertain, failure));
  }

  private CompletionStage<?> send(AwsRequestOverrideConfiguration timeout) {
    return items.size() == 1 && relistings.isEmpty()
        ? client.putItem(put(items.get(0), timeout))
        : client.transactWriteItems(transaction(timeout));
  }

  private PutItemRequest put(
      Map<String, AttributeValue> item, AwsRequestOverrideConfiguration timeout) {
    return PutItemRequest.builder()
        .tableName(table)
        .item(item)
        .conditionExpression(NOTHING_THERE)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .overrideConfiguration(timeout)
        .build();
  }

  private TransactWriteItemsRequest transaction(AwsRequestOverrideConfiguration timeout) {
    var writes =
        Stream.concat(
            items.stream().map(this::transactPut),
            relistings.stream().map(relisting -> relisting.update(table)));
    return TransactWriteItemsRequest.builder()
        .transactItems(writes.toList())
        .clientRequestToken(token())
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .overrideConfiguration(timeout)
        .build();
  }

  private TransactWriteItem transactPut(Map<String, AttributeValue> item) {
    var put =
        Put.builder()
            .tableName(table)
            .item(item)
            .conditionExpression(NOTHING_THERE)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    return TransactWriteItem.builder().put(put).build();
  }

  /**
   * The token depends on the table and the items, because DynamoDB refuses a token that is reused
   * with others.
   */
  private String token() {
    var content = table + items + relistings;
    return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Uni<List<Marker>> judge(CallFailure failure) {
    last = failure;
    uncertain |= failure.meaning() == Meaning.UNKNOWN;
    if (failure.meaning() == Meaning.REFUSED) {
      return Uni.createFrom().deferred(() -> judgeBy(failure.standing()));
    }
    return failure.meaning() == Meaning.CONFLICT && !uncertain
        ? raceLost(new LostRace("another write was under way", List.of()))
        : Uni.createFrom().failure(failure);
  }

  /** Markers go before version conflicts, since a retry must get the first response. */
  private Uni<List<Marker>> judgeBy(List<Map<String, AttributeValue>> standing) {
    if (IntStream.range(0, items.size()).anyMatch(i -> isOurs(items.get(i), standing.get(i)))) {
      return Uni.createFrom().item(settled(Settlement.RECOGNISED, List.of()));
    }
    var markers = markersAmong(standing);
    return markers.isEmpty()
        ? judgeByClaims(standing)
        : Uni.createFrom().item(settled(Settlement.KEY_USED, markers));
  }

  /** A row's own marker says the same as the one beside it, and outlives it. */
  private List<Marker> markersAmong(List<Map<String, AttributeValue>> standing) {
    return namingKey
        .filter(key -> !standing.get(0).isEmpty())
        .map(key -> List.of(OwnMarker.read(standing.get(0), key)))
        .orElseGet(
            () ->
                standing.stream().filter(MarkerFormat::isMarker).map(MarkerFormat::read).toList());
  }

  private Uni<List<Marker>> judgeByClaims(List<Map<String, AttributeValue>> standing) {
    var claims = standing.stream().filter(ClaimFormat::isClaim).map(ClaimFormat::read).toList();
    return claims.isEmpty()
        ? raceLost(new LostRace("another row stands at the version", standing))
        : Uni.createFrom().failure(settled(Settlement.CLAIMED, new ClaimTaken(claims)));
  }

  private Uni<List<Marker>> raceLost(LostRace race) {
    return Uni.createFrom().failure(settled(Settlement.RACE_LOST, race));
  }

  /**
   * Returns whether this write put the item that is there. The command ids show it, since each
   * decision has its own.
   */
  private static boolean isOurs(
      Map<String, AttributeValue> sent, Map<String, AttributeValue> standing) {
    return !standing.isEmpty() && commandIds(sent).equals(commandIds(standing));
  }

  private static List<AttributeValue> commandIds(Map<String, AttributeValue> item) {
    return item.containsKey(EVENTS)
        ? item.get(EVENTS).l().stream().map(event -> event.m().get(COMMAND_ID)).toList()
        : Collections.singletonList(item.get(COMMAND_ID));
  }

  private boolean isUnsettled(CallFailure failure) {
    return failure.isTransient() || failure.meaning() == Meaning.CONFLICT;
  }
}
