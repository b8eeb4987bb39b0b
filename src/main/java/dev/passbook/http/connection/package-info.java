/**
 * Guards connections: one request at a time, and limits on data that clients send early or do not
 * read.
 */
package dev.passbook.http.connection;
