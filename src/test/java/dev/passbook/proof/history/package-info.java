/** The clients' requests to the service, and a record of the responses. */
package dev.passbook.proof.history;
