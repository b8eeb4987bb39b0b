/**
 * What a stream of events is, and what a store of such streams promises.
 *
 * <p>Any aggregate can be put on it by writing an {@link dev.passbook.eventstore.EventCodec}; this
 * room must not know an account, HTTP or a database. Its adapter is the room {@code dynamodb}
 * inside it.
 */
package dev.passbook.eventstore;
