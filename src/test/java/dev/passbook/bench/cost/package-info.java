/**
 * What requests cost in calls to DynamoDB and in its capacity units: counted on the wire, by the
 * rules that AWS publishes. The emulator's own count is not used, since it takes a transaction for
 * plain writes.
 */
package dev.passbook.bench.cost;
