/**
 * The rules of the bank: what an account is, what may happen to it and why something may not.
 *
 * <p>Pure: a decision is a function of the account and the command. This room must not know a
 * clock, a source of randomness, a framework, how events are stored or who asks.
 */
package dev.passbook.account;
