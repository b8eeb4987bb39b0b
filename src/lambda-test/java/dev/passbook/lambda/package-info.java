/**
 * The packaged function, run as Lambda runs it, behind a stand-in for API Gateway. The tests of the
 * HTTP contract are asked of it as they are asked of the service.
 */
package dev.passbook.lambda;
