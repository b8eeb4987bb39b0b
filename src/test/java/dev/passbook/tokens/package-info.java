/** An issuer of tokens for tests and for the laptop: its keys, its key set, what it signs. */
package dev.passbook.tokens;
