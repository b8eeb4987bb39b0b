/** Metrics and spans of requests. */
package dev.passbook.http.telemetry;
