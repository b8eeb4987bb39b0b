/**
 * The business rules: the account, its events, and the reasons why a command is refused.
 *
 * <p>The code is pure: a decision is a function of the account and the command. This room must not
 * know a clock, randomness, a framework, the event store or the caller.
 */
package dev.passbook.account;
