package dev.passbook.operations;

import dev.passbook.eventstore.dynamodb.PassbookTable;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** No request can be served without the table. A restart would not bring it back: not liveness. */
@Readiness
@ApplicationScoped
class TableReadiness implements AsyncHealthCheck {
  private final PassbookTable table;
  private final TableWatch watch;

  TableReadiness(PassbookTable table, TableWatch watch) {
    this.table = table;
    this.watch = watch;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom().item(this::now);
  }

  private HealthCheckResponse now() {
    TableReach reach = watch.reach();
    return HealthCheckResponse.named("table")
        .status(reach.holds(System.nanoTime()))
        .withData("table", table.name())
        .withData("detail", reach.last().detail())
        .build();
  }
}
