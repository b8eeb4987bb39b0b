package dev.passbook.operations;

import dev.passbook.eventstore.dynamodb.PassbookTable;
import dev.passbook.eventstore.dynamodb.TableLook;
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
 * Looks at the table about once a second, so that a probe never has to: any number of probes costs
 * the table one small read a second.
 */
@ApplicationScoped
class TableWatch {
  private static final Logger LOG = Logger.getLogger(TableWatch.class);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final PassbookTable table;
  private final boolean watches;
  private volatile TableReach reach;
  private Optional<Cancellable> looking = Optional.empty();

  TableWatch(PassbookTable table, OperationsConfig config) {
    this.table = table;
    this.watches = config.enabled();
    this.reach = TableReach.unknown(table.name());
  }

  TableReach reach() {
    return reach;
  }

  /** Only where there is a table to be made, or nobody to look later, does the start wait. */
  void start(@Observes StartupEvent event) {
    if (table.mayBeCreated() || !watches) {
      note(table.prepareBeforeTheFirstRequest());
    }
    if (watches) {
      looking = Optional.of(look());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    looking.ifPresent(Cancellable::cancel);
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

  private void note(TableLook look) {
    TableReach before = reach;
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
