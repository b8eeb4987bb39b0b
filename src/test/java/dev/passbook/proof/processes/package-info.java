/** Runs the service and DynamoDB Local as separate processes. */
package dev.passbook.proof.processes;
