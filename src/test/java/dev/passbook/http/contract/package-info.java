/**
 * Tests the HTTP contract as a client sees it. This package knows the service only by its address
 * and its OpenAPI document, and the table by its rows. It must not use the service's classes.
 */
package dev.passbook.http.contract;
