/**
 * Shows operators the rows of an account as the DynamoDB table holds them, and how far the relay
 * has published the account.
 *
 * <p>No other room knows this one. The rest of the service shows accounts and events, and never
 * rows.
 */
package dev.passbook.rows;
