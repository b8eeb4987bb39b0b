package dev.passbook.eventstore.dynamodb;

/** The settings of a store over a table that is there already. */
public record NamedTable(String name, int snapshotInterval)
    implements StoreConfig, StoreConfig.Table {
  public NamedTable(String name) {
    this(name, 10);
  }

  @Override
  public Table table() {
    return this;
  }

  @Override
  public boolean create() {
    return false;
  }
}
