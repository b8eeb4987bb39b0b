/** Holds a history of answers against the rows of the table. */
package dev.passbook.proof.checker;
