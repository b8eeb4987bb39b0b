/**
 * The benchmark, {@code ./mvnw verify -Pbench}. It runs the packaged service and DynamoDB Local as
 * separate processes under load from outside. In the same rounds it measures the floor: the bare
 * SDK making the same calls to the same database. The ratio to the floor counts, because the
 * machine may be slow or busy. The benchmark must not depend on the service's internals; it writes
 * rows with the store's own format, so that the service could have written them itself.
 */
package dev.passbook.bench;
