/**
 * Who may do what, asked over HTTP of a service that asks for tokens: every operation by every kind
 * of caller, and what callers must not learn of each other.
 */
package dev.passbook.http.access;
