/** What every request and response have in common: an id, a date, a route and security headers. */
package dev.passbook.http.exchange;
