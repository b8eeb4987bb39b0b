/** The faulty network between the service and DynamoDB, and the sabotage that tests the checker. */
package dev.passbook.proof.faults;
