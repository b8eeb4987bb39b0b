/**
 * The bank on top of the decider: commands, queries, which caller may use which account, and how
 * account events are stored.
 *
 * <p>This room knows no HTTP (a response is opaque to it) and no database.
 */
package dev.passbook.banking;
