/**
 * What clients can have done. Commands on an account go through its lane: what waits there together
 * is decided together, on a head from memory or a state just loaded, committed as one row, and
 * tried again when a race was lost. Idempotency keys live here, and how account events are stored.
 *
 * <p>This room must not know HTTP (an answer is opaque to it) or a database.
 */
package dev.passbook.banking;
