/**
 * Accounts over HTTP: paths, headers, JSON and problems, as the contract says. No business rule.
 *
 * <p>Who asks is told apart here, by tokens ({@code Authentication}), and handed on as a {@code
 * Caller}: what that one reaches is decided where the accounts are.
 *
 * <p>Filters of the router run in this order, the highest number first: 1300 {@code DateHeader},
 * 1200 {@code RequestSpans}, 1100 {@code RequestMeter}, 1000 {@code RequestIds} and {@code
 * BrowserRules}, 990 {@code CanonicalPaths}, 950 the rules for pages of other origins, 900 {@code
 * Closing}, 850 {@code Authentication}, 840 {@code CallerLimit}, 830 {@code MediaTypes}, 800 {@code
 * BodyLimit}, 790 {@code Admission}: a request takes its place once all of it is there. Once a
 * resource is found, {@code MediaTypes} and {@code KnownParameters} decide before it is asked.
 *
 * <p>In front of them all, {@code GuardedTransport} puts a {@code Wire} on each connection: it
 * serves one request at a time, and the next one only when the answer before is written.
 *
 * <p>The API's description is written by hand in {@code META-INF/openapi.yaml}; tests hold it
 * against what is really answered.
 */
package dev.passbook.http;
