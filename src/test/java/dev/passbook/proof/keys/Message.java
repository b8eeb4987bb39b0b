package dev.passbook.proof.keys;

/** A request to the table. Once it was sent, it may arrive at any later time, and repeatedly. */
sealed interface Message {

  /** Puts a marker if the one that stands has this revision; zero if none must stand. */
  record MarkerPut(int key, int expected, Mark mark) implements Message {}

  /** Puts a row if none stands at the version. */
  record RowPut(int version, Row row) implements Message {}

  /** Puts a row and a marker if neither stands. */
  record Transaction(int key, Mark mark, int version, Row row) implements Message {}
}
