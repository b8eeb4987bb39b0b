/**
 * Starts DynamoDB Local as a process of its own, so that dev and tests have a real DynamoDB API
 * with no Docker and no account. It knows nothing of Passbook, nothing of Passbook knows it, and it
 * is absent from every package that ships.
 */
package dev.passbook.localdynamodb;
