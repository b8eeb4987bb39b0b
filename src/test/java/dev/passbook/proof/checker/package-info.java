/** Checks a history of responses against the rows of the table. */
package dev.passbook.proof.checker;
