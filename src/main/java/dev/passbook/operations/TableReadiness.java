package dev.passbook.operations;

import dev.passbook.eventstore.dynamodb.PassbookTable;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports readiness by the table, since no request can be served without it. It is not liveness,
 * since a restart would not help.
 */
@Readiness
@ApplicationScoped
class TableReadiness implements AsyncHealthCheck {
  private final PassbookTable table;
  private final TableMonitor monitor;

  TableReadiness(PassbookTable table, TableMonitor monitor) {
    this.table = table;
    this.monitor = monitor;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom().item(this::now);
  }

  private HealthCheckResponse now() {
    TableAvailability reach = monitor.reach();
    return HealthCheckResponse.named("table")
        .status(reach.holds(System.nanoTime()))
        .withData("table", table.name())
        .withData("detail", reach.last().detail())
        .build();
  }
}
