/**
 * Streams in one DynamoDB table: rows, conditions, transactions, and what a failed call means.
 *
 * <p>The one room in which an event store sees an AWS type. It must not know an account or HTTP.
 */
package dev.passbook.eventstore.dynamodb;
