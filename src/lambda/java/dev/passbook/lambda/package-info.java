/**
 * Adapts API Gateway's events to the routes of {@code http}, only in the AWS Lambda function. This
 * room knows no resource, no banking rule and no table.
 */
package dev.passbook.lambda;
