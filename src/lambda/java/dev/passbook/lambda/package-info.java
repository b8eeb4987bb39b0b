/**
 * What only a function on AWS Lambda needs, between API Gateway's events and the routes of {@code
 * http}. It knows no resource, no rule of a bank and no table.
 */
package dev.passbook.lambda;
