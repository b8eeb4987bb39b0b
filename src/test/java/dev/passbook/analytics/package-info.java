/**
 * Runs the reports of {@code deploy/analytics} locally: a lake of files made from a local table,
 * and DuckDB in place of Athena. None of this ships with the service.
 */
package dev.passbook.analytics;
