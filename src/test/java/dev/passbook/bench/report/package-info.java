/** Tables and plots. Knows figures, and nothing of how they came about. */
package dev.passbook.bench.report;
