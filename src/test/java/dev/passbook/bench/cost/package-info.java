/**
 * Counts what requests cost in calls to DynamoDB and in capacity units, on the wire and by AWS's
 * published rules. The emulator's own count is wrong for transactions, which it charges like plain
 * writes.
 */
package dev.passbook.bench.cost;
