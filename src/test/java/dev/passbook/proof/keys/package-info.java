/**
 * A model of the writes with an idempotency key that need no transaction. It explores every
 * interleaving of a few attempts, and finds bugs that are planted in the protocol.
 */
package dev.passbook.proof.keys;
