/**
 * Accounts over HTTP: paths, headers, JSON and problems, as the contract says. No business rule.
 *
 * <p>Who asks is told apart here, by tokens ({@code Authentication}), and handed on as a {@code
 * Caller}: what that one reaches is decided where the accounts are.
 *
 * <p>The API's description is written by hand in {@code META-INF/openapi.yaml}; tests hold it
 * against what is really answered.
 */
package dev.passbook.http;
