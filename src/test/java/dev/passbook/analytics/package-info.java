/**
 * Runs the reports of {@code deploy/analytics} locally: a lake of files made from a local table,
 * DuckDB in place of Athena, and a page in place of a dashboard. Its tests check the stacks. None
 * of this ships with the service.
 */
package dev.passbook.analytics;
