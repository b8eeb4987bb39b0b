/** Sends requests, in a closed loop or at a fixed rate, and records their latencies. */
package dev.passbook.bench.load;
