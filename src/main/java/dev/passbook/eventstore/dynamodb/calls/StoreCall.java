package dev.passbook.eventstore.dynamodb.calls;

/**
 * One call to DynamoDB, as the client saw it.
 *
 * @param operation as the API names it, such as {@code PutItem}
 * @param failure the {@link CallFailure.Meaning} in lower case; null for a success
 * @param again whether the same request was sent before without a response that settled it
 * @param units the capacity units used, according to the response; zero if it does not say
 */
public record StoreCall(
    String operation, String failure, long nanoseconds, boolean again, double units) {}
