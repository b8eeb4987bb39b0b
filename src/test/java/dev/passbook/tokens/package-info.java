/** A token issuer for tests and local development, with its keys and its key set. */
package dev.passbook.tokens;
