/**
 * The benchmark, {@code ./mvnw verify -Pbench}: the packaged service and DynamoDB Local as
 * processes of their own, load from outside, and in the same rounds the floor, which is the bare
 * SDK making the same calls to the same database. What counts is the ratio to the floor: the
 * machine may be slow or busy. It must not know how the service works inside; rows are written by
 * the store's own format, so that a history made here is one that the service could have made.
 */
package dev.passbook.bench;
