/**
 * Checks the history of an account against itself: its versions, times, balances, snapshots, chain
 * and transfers.
 *
 * <p>This room reads and never writes. No other room needs it.
 */
package dev.passbook.integrity;
