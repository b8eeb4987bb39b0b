/**
 * Runs the packaged function as Lambda does, behind a stand-in for API Gateway. It must pass the
 * same tests of the HTTP contract as the service.
 */
package dev.passbook.lambda;
