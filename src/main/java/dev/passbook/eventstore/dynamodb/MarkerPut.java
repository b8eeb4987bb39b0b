package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.dynamodb.table.Attributes.REVISION;
import static dev.passbook.eventstore.dynamodb.table.Attributes.number;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.Retry;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.dynamodb.calls.CallFailure;
import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import dev.passbook.eventstore.dynamodb.calls.DynamoDbCalls;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * Puts one marker, and repeats it until the marker stands or the key has a first response. Every
 * put has a condition: the key is free, or its pending marker has the revision that was looked at.
 */
final class MarkerPut {
  private static final Retry WHILE_OPEN = new Retry(Duration.ofMillis(25), Duration.ofSeconds(1));

  private final DynamoDbAsyncClient client;
  private final String table;
  private final PendingMarkers pending;
  private final WantedMarker wanted;

  /** Whether a put got no response and may still arrive. */
  private volatile boolean uncertain;

  MarkerPut(DynamoDbAsyncClient client, String table, WantedMarker wanted) {
    this.client = client;
    this.table = table;
    this.pending = new PendingMarkers(client, table);
    this.wanted = wanted;
  }

  /** Returns the key's first response, or nothing if the wanted marker stands. */
  Uni<Optional<Marker>> settle(Deadline deadline) {
    return put(wanted.first(), Optional.empty(), deadline);
  }

  /**
   * Puts a marker.
   *
   * @param replaced the marker in whose place this one is put
   */
  private Uni<Optional<Marker>> put(
      Map<String, AttributeValue> item, Optional<PendingMarker> replaced, Deadline deadline) {
    var attempt =
        DynamoDbCalls.attempt(deadline, timeout -> client.putItem(request(item, replaced, timeout)))
            .map(done -> Optional.<Marker>empty())
            .onFailure(CallFailure.class)
            .invoke(failure -> uncertain |= failure.meaning() == Meaning.UNKNOWN);
    return DynamoDbCalls.untilDeadline(attempt, deadline, MarkerPut::isUnsettled)
        .onFailure(CallFailure.class)
        .recoverWithUni(failure -> judge(failure, deadline));
  }

  private static boolean isUnsettled(CallFailure failure) {
    return failure.isTransient() || failure.meaning() == Meaning.CONFLICT;
  }

  private PutItemRequest request(
      Map<String, AttributeValue> item,
      Optional<PendingMarker> replaced,
      AwsRequestOverrideConfiguration timeout) {
    var put =
        PutItemRequest.builder()
            .tableName(table)
            .item(item)
            .conditionExpression(ConditionalWrite.NOTHING_THERE)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
            .overrideConfiguration(timeout);
    replaced.ifPresent(
        marker ->
            put.conditionExpression("#revision = :seen")
                .expressionAttributeNames(Map.of("#revision", REVISION))
                .expressionAttributeValues(Map.of(":seen", number(marker.revision()))));
    return put.build();
  }

  /** A candidate without its row changes nothing, so its failure is definite. */
  private Uni<Optional<Marker>> judge(CallFailure failure, Deadline deadline) {
    return failure.meaning() == Meaning.REFUSED
        ? Uni.createFrom().deferred(() -> judgeBy(failure.standing().get(0), deadline))
        : Uni.createFrom()
            .failure(
                new StoreUnavailable(
                    FailureText.of(failure), uncertain && wanted.isAnAnswer(), failure));
  }

  private Uni<Optional<Marker>> judgeBy(Map<String, AttributeValue> standing, Deadline deadline) {
    if (wanted.isThere(standing)) {
      return Uni.createFrom().item(Optional.empty());
    }
    return PendingMarkerFormat.isPending(standing)
        ? takeOver(PendingMarkerFormat.read(standing), deadline)
        : Uni.createFrom().item(Optional.of(MarkerFormat.read(standing)));
  }

  private Uni<Optional<Marker>> takeOver(PendingMarker seen, Deadline deadline) {
    return WHILE_OPEN
        .until(
            deadline.earlierBy(ConditionalWrite.LEAST_LEFT),
            OpenVersion.class::isInstance,
            Uni.createFrom().deferred(() -> next(seen, deadline)))
        .chain(next -> next);
  }

  /** Returns the key's first response, or the next put if the key has none. */
  private Uni<Uni<Optional<Marker>>> next(PendingMarker seen, Deadline deadline) {
    return pending
        .effect(seen, deadline)
        .map(
            effect ->
                effect.first().isPresent()
                    ? Uni.createFrom().item(effect.first())
                    : put(wanted.inPlaceOf(seen, effect.isClosed()), Optional.of(seen), deadline));
  }
}
