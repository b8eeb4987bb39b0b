/**
 * Compares a table with the one that Passbook expects: its keys, index, stream, expiry, recovery
 * and protection. Only the operators' command {@code table} uses it.
 *
 * <p>This room reads and never writes. No other room needs it.
 */
package dev.passbook.tablecheck;
