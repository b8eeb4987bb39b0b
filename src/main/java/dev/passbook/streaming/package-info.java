/**
 * What happened, told to other systems: domain events, and the relay that publishes them to Kinesis
 * in each account's order.
 *
 * <p>The table's own stream only hints at what there is to publish; what is published is read from
 * the event store. This room must not know HTTP. That part of it which needs Kinesis is on no other
 * artefact's class path than the relay's own.
 */
package dev.passbook.streaming;
