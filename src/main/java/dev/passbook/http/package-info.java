/**
 * The resources: accounts over HTTP. No business rule is here.
 *
 * <p>A request passes {@code connection} and the filters in {@code edge} before it reaches a
 * resource. The rooms below this one know no resource.
 *
 * <p>The API's description is written by hand in {@code META-INF/openapi.yaml}. Tests compare it
 * with the responses.
 */
package dev.passbook.http;
