/**
 * Checks the histories of accounts against themselves: versions, times, balances, snapshots, chain
 * and transfers. Operators ask for one account over HTTP. The operators' program verifies the whole
 * table, and can compare it with events that were published.
 *
 * <p>This room never changes a history. No other room needs it.
 */
package dev.passbook.integrity;
