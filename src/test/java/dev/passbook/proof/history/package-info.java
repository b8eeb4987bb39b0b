/** What clients ask of the service, and a record of what it answered. */
package dev.passbook.proof.history;
