package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.Attributes.COMMAND_ID;
import static dev.passbook.eventstore.dynamodb.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.Attributes.STREAM_ID;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.VersionConflict;
import dev.passbook.eventstore.dynamodb.CallFailure.Meaning;
import dev.passbook.eventstore.dynamodb.StoreFigures.Settlement;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
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
 * One commit on its way into the table: the same items to the same keys, sent until it is settled
 * whether they stand there.
 *
 * <p>An attempt without an answer proves nothing, and neither does looking and finding nothing: the
 * write may still land. Only a row standing at the key settles it, ours or another's, since every
 * item is put on the condition that none is there.
 */
final class ConditionalWrite {
  private static final String NOTHING_THERE = "attribute_not_exists(" + STREAM_ID + ")";

  /**
   * What a write that was definitely not applied must find left of the time to be sent again. One
   * that is sent too late to be answered makes a definite failure an unknown one.
   */
  static final Duration LEAST_LEFT = Duration.ofMillis(200);

  private final DynamoDbAsyncClient client;
  private final String table;
  private final List<Map<String, AttributeValue>> items;
  private final StoreFigures figures;

  /** Set once an attempt got no answer: from then on only what stands in the table tells. */
  private volatile boolean uncertain;

  private volatile CallFailure last;

  ConditionalWrite(
      DynamoDbAsyncClient client,
      String table,
      List<Map<String, AttributeValue>> items,
      StoreFigures figures) {
    this.client = client;
    this.table = table;
    this.items = items;
    this.figures = figures;
  }

  /** As {@link dev.passbook.eventstore.EventStore#commit} promises. */
  Uni<List<Marker>> settle(Deadline deadline) {
    var attempt =
        Calls.attempt(deadline, this::send)
            .map(done -> settled(Settlement.APPLIED, List.<Marker>of()))
            .onFailure(CallFailure.class)
            .recoverWithUni(this::judge);
    var inTime =
        Uni.createFrom()
            .deferred(() -> isTooLate(deadline) ? Uni.createFrom().failure(last) : attempt);
    return Calls.untilDeadline(inTime, deadline, this::isUnsettled)
        .onFailure(CallFailure.class)
        .transform(this::unsettled);
  }

  /** Once it is uncertain, one more can only settle it. */
  private boolean isTooLate(Deadline deadline) {
    return last != null && !uncertain && deadline.earlierBy(LEAST_LEFT).hasPassed();
  }

  private <T> T settled(Settlement settlement, T outcome) {
    figures.written(settlement);
    return outcome;
  }

  private StoreUnavailable unsettled(Throwable failure) {
    return settled(
        uncertain ? Settlement.UNKNOWN : Settlement.NOT_APPLIED,
        new StoreUnavailable(FailureText.of(failure), uncertain, failure));
  }

  private CompletionStage<?> send(AwsRequestOverrideConfiguration timeout) {
    return items.size() == 1
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
    return TransactWriteItemsRequest.builder()
        .transactItems(items.stream().map(this::transactPut).toList())
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

  /** Made of the items, because DynamoDB refuses a token that comes again with other ones. */
  private String token() {
    return UUID.nameUUIDFromBytes(items.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Uni<List<Marker>> judge(CallFailure failure) {
    last = failure;
    uncertain |= failure.meaning() == Meaning.UNKNOWN;
    if (failure.meaning() == Meaning.REFUSED) {
      return judgeBy(failure.standing());
    }
    return failure.meaning() == Meaning.CONFLICT && !uncertain
        ? raceLost("another transaction was under way")
        : Uni.createFrom().failure(failure);
  }

  /** A marker's reason goes before the versions': a retry must get its first answer. */
  private Uni<List<Marker>> judgeBy(List<Map<String, AttributeValue>> standing) {
    if (IntStream.range(0, items.size()).anyMatch(i -> isOurs(items.get(i), standing.get(i)))) {
      return Uni.createFrom().item(settled(Settlement.RECOGNISED, List.of()));
    }
    var markers = standing.stream().filter(MarkerFormat::isMarker).map(MarkerFormat::read).toList();
    return markers.isEmpty()
        ? raceLost("another row stands at the version")
        : Uni.createFrom().item(settled(Settlement.KEY_USED, markers));
  }

  private Uni<List<Marker>> raceLost(String to) {
    return Uni.createFrom().failure(settled(Settlement.RACE_LOST, new VersionConflict(to)));
  }

  /**
   * What stands there was sent by us if it is from the same commands: no command is two writes'.
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
