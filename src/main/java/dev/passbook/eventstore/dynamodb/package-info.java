/**
 * Stores streams in one DynamoDB table. It holds the formats of rows, the conditions and
 * transactions of writes, and the meaning of failed calls.
 *
 * <p>Only this room of the event store knows AWS types. It knows no account and no HTTP.
 */
package dev.passbook.eventstore.dynamodb;
