/**
 * Starts DynamoDB Local as a separate process. Dev mode and tests get a real DynamoDB API without
 * Docker or an AWS account. This room knows nothing of Passbook, no other room knows it, and no
 * shipped package contains it.
 */
package dev.passbook.localdynamodb;
