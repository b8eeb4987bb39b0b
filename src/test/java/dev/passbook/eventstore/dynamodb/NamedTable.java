package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.dynamodb.table.KeyedWrites;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;

/** Store settings for a table that already exists. */
public record NamedTable(String name, int snapshotInterval, boolean chain, KeyedWrites keyedWrites)
    implements StoreConfig, StoreConfig.Table {
  public NamedTable(String name) {
    this(name, 10);
  }

  public NamedTable(String name, int snapshotInterval) {
    this(name, snapshotInterval, true);
  }

  public NamedTable(String name, int snapshotInterval, boolean chain) {
    this(name, snapshotInterval, chain, KeyedWrites.TRANSACTION);
  }

  @Override
  public Table table() {
    return this;
  }

  @Override
  public int heads() {
    return 1_000;
  }

  @Override
  public boolean create() {
    return false;
  }
}
