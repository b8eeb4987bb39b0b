/**
 * Serves the console: pages that show how accounts are stored and that help operators. The pages
 * use the public API. This room adds their files and their settings and, where callers are not told
 * apart, the calls to DynamoDB that a command took. No other room knows it.
 */
package dev.passbook.console;
