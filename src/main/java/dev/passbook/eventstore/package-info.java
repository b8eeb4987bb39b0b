/**
 * Defines streams of events and what an event store promises. An aggregate needs only an {@link
 * dev.passbook.eventstore.EventCodec}.
 *
 * <p>This room knows no account, no HTTP and no database. Its adapter is the room {@code dynamodb}
 * inside it.
 */
package dev.passbook.eventstore;
