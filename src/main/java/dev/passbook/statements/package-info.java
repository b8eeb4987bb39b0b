/**
 * Statements: the movements of an account in one month, with the balances before and after them.
 *
 * <p>A statement is computed from the events each time, and nothing is stored for it. No other room
 * depends on this one.
 */
package dev.passbook.statements;
