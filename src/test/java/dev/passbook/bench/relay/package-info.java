/** Loads the relay, with a table and a Kinesis in memory that take as long as those of AWS. */
package dev.passbook.bench.relay;
