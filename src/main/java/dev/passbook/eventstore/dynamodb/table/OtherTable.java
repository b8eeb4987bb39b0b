package dev.passbook.eventstore.dynamodb.table;

/**
 * The configuration of a table beside the configured one, such as the table from before a restore.
 *
 * @param own the configuration of the configured table
 */
public record OtherTable(StoreConfig own, String name) implements StoreConfig, StoreConfig.Table {
  @Override
  public Table table() {
    return this;
  }

  @Override
  public boolean create() {
    return false;
  }

  @Override
  public int snapshotInterval() {
    return own.snapshotInterval();
  }

  @Override
  public boolean chain() {
    return own.chain();
  }

  @Override
  public int heads() {
    return own.heads();
  }

  @Override
  public KeyedWrites keyedWrites() {
    return own.keyedWrites();
  }
}
