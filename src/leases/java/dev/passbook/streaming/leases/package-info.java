/**
 * Gets the relay's hints through the Kinesis Client Library. Its workers share the shards of the
 * table's stream by leases, so several pods relay at once. Only the artefact of {@code -Prelay
 * -Dleases} contains it, and uses it instead of the poller.
 */
package dev.passbook.streaming.leases;
