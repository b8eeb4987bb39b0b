/**
 * Stores streams in one DynamoDB table. It holds the formats of rows, and the conditions and
 * transactions of writes. Its room {@code calls} makes the calls, and {@code table} says what the
 * table looks like.
 *
 * <p>Only this room of the event store knows AWS types. It knows no account and no HTTP.
 */
package dev.passbook.eventstore.dynamodb;
