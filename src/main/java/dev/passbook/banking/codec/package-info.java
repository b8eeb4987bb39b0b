/**
 * How the bank's events and snapshots are stored. The names of types and members must never change,
 * because rows outlive the code.
 */
package dev.passbook.banking.codec;
