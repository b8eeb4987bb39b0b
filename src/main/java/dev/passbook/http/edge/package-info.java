/**
 * The filters of the API, in the order in which requests pass them (see {@code FilterChain}), and
 * the routes of the management port.
 */
package dev.passbook.http.edge;
