/** Sends requests, in a closed loop or at a fixed rate, and takes down how long they took. */
package dev.passbook.bench.load;
