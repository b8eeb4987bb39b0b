package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.dynamodb.calls.StoreCall;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the metrics that the store reports. */
final class NotedFigures implements StoreMetrics {
  final List<StoreCall> calls = new CopyOnWriteArrayList<>();
  final List<Settlement> settlements = new CopyOnWriteArrayList<>();
  volatile int readsFurtherBack;
  volatile int mendings;

  @Override
  public void called(StoreCall call) {
    calls.add(call);
  }

  @Override
  public void written(Settlement settlement) {
    settlements.add(settlement);
  }

  @Override
  public synchronized void readFurtherBack() {
    readsFurtherBack++;
  }

  @Override
  public synchronized void mended() {
    mendings++;
  }
}
