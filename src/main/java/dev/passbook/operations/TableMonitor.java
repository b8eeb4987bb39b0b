package dev.passbook.operations;

import dev.passbook.eventstore.dynamodb.PassbookTable;
import dev.passbook.eventstore.dynamodb.TableStatus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Checks the table about once a second. Probes read the last result, so any number of them costs
 * the table one small read a second.
 */
@ApplicationScoped
class TableMonitor {
  private static final Logger LOG = Logger.getLogger(TableMonitor.class);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final PassbookTable table;
  private final boolean watches;
  private volatile TableAvailability reach;
  private Optional<Cancellable> monitoring = Optional.empty();

  TableMonitor(PassbookTable table, OperationsConfig config) {
    this.table = table;
    this.watches = config.enabled();
    this.reach = TableAvailability.unknown(table.name());
  }

  TableAvailability reach() {
    return reach;
  }

  /** The start waits only if the table may be created or if there is no later check. */
  void start(@Observes StartupEvent event) {
    if (table.mayBeCreated() || !watches) {
      note(table.prepareBeforeTheFirstRequest());
    }
    if (watches) {
      monitoring = Optional.of(look());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    monitoring.ifPresent(Cancellable::cancel);
  }

  private Cancellable look() {
    return Multi.createFrom()
        .ticks()
        .startingAfter(AT_ONCE)
        .every(INTERVAL)
        .onOverflow()
        .drop()
        .onItem()
        .transformToUniAndConcatenate(tick -> table.prepare())
        .subscribe()
        .with(this::note, failure -> LOG.error("The watch on the table has ended", failure));
  }

  private void note(TableStatus look) {
    TableAvailability before = reach;
    reach = before.after(look, System.nanoTime());
    if (before.last().detail().equals(look.detail())) {
      return;
    }
    if (look.reachable()) {
      LOG.info(look.detail());
    } else {
      LOG.warnf("%s (%s)", look.detail(), look.cause());
    }
  }
}
