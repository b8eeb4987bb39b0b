/** Tables and plots. They don't depend on how the numbers were measured. */
package dev.passbook.bench.report;
