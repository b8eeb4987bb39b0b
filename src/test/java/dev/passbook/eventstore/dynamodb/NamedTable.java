package dev.passbook.eventstore.dynamodb;

/** Store settings for a table that already exists. */
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
