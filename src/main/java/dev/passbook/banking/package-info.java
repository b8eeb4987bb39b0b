/**
 * What clients can have done: load the accounts, let the rules decide, commit, and try again when a
 * race was lost. Idempotency keys live here, and how account events are stored.
 *
 * <p>This room must not know HTTP (an answer is opaque to it) or a database.
 */
package dev.passbook.banking;
