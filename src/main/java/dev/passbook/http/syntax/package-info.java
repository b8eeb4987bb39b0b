/**
 * Reads and writes header fields, media types, instants and JSON. This package knows no problem:
 * malformed input throws {@code Malformed}.
 */
package dev.passbook.http.syntax;
