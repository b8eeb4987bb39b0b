/**
 * Runs decisions on streams, for any aggregate. Commands on a stream wait in its queue. The
 * commands that wait together are decided together, on a cached state or a state just loaded, and
 * committed as one row. A lost race is decided again. Idempotency keys and live feeds are here,
 * too.
 *
 * <p>This room knows no account, no HTTP and no database. A response is opaque to it.
 */
package dev.passbook.decider;
