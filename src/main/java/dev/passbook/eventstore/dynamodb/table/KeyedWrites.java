package dev.passbook.eventstore.dynamodb.table;

/** How one row and its markers are written. */
public enum KeyedWrites {
  /** In one transaction, which costs four write units for a row and a marker. */
  TRANSACTION,
  /**
   * Each marker and then the row with a conditional put, which costs two write units. A row that
   * keeps its own marker is one put.
   */
  PUTS
}
