/**
 * Calls DynamoDB: the client with its credentials, the time and the attempts that a call gets, the
 * meaning of its failure, and what metrics and traces learn of it. It knows no stream.
 */
package dev.passbook.eventstore.dynamodb.calls;
