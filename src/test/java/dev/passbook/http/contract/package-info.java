/**
 * The HTTP contract as a client sees it. Knows the service by its address and its OpenAPI document,
 * and the table by its rows; must not know a class of the service.
 */
package dev.passbook.http.contract;
