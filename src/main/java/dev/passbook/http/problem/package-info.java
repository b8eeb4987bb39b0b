/**
 * Problem details (RFC 9457): the catalogue of problem types, and the only place where failures
 * become problems.
 */
package dev.passbook.http.problem;
