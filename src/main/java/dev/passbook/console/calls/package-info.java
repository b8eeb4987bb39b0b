/**
 * Records the calls to DynamoDB for the console, and throws away an answer when a learner asks for
 * it. Both exist only where callers are not told apart.
 */
package dev.passbook.console.calls;
