/** Writes the histories of accounts into files, as domain events or as CSV. */
package dev.passbook.moves.exporting;
