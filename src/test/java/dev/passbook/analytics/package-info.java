/**
 * The reports of {@code deploy/analytics}, run on the laptop: a lake of files out of a local table,
 * and DuckDB in Athena's place. Nothing of it ships with the service.
 */
package dev.passbook.analytics;
