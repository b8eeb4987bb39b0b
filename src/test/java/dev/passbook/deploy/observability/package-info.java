/**
 * Checks that the guide's metrics, the dashboard and the alerts only use what the services export.
 */
package dev.passbook.deploy.observability;
