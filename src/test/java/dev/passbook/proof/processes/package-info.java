/** The service and DynamoDB Local as processes of their own. */
package dev.passbook.proof.processes;
