/**
 * Publishes domain events to other systems. The relay publishes them to Kinesis, in order for each
 * account.
 *
 * <p>The table's stream only hints at accounts with new events. The events themselves are read from
 * the event store. This room knows no HTTP. Only the relay's artefact has the Kinesis client on its
 * class path.
 */
package dev.passbook.streaming;
