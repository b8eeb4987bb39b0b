package dev.passbook.eventstore.dynamodb;

/**
 * One call to DynamoDB, as the client saw it.
 *
 * @param operation as the API names it, such as {@code PutItem}
 * @param failure what it failed of, in a word of a few; null if it did not
 * @param again whether the same had been sent before, without an answer that settled it
 * @param units of capacity that the answer says were used; zero where there is none
 */
public record StoreCall(
    String operation, String failure, long nanoseconds, boolean again, double units) {}
