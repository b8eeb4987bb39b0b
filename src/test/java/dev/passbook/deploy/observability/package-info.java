/**
 * What operators look at: that the guide's metrics, the dashboard and the alerts ask for what is
 * really exported.
 */
package dev.passbook.deploy.observability;
