/**
 * The relay's hints by the Kinesis Client Library, whose workers share the shards of the table's
 * stream by leases, so that several pods relay at once. In the artefact of {@code -Prelay -Dleases}
 * alone, instead of the poller.
 */
package dev.passbook.streaming.leases;
