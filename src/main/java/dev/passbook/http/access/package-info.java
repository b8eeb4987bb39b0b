/** Authentication and authorization: tokens, keys, scopes, and the limits of each caller. */
package dev.passbook.http.access;
