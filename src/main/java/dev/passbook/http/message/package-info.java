/**
 * Parses the parts of requests that the API defines: query parameters, entity tags, idempotency
 * keys and bodies.
 */
package dev.passbook.http.message;
