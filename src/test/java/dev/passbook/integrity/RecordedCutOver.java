package dev.passbook.integrity;

import dev.passbook.eventstore.ChainCutOver;
import dev.passbook.eventstore.Deadline;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;

/** A cut-over in memory, since all tests share one table. */
final class RecordedCutOver implements ChainCutOver {
  Instant moment;

  @Override
  public Uni<Optional<Instant>> find(Deadline deadline) {
    return Uni.createFrom().item(() -> Optional.ofNullable(moment));
  }

  @Override
  public Uni<Instant> record(Instant wanted, Deadline deadline) {
    moment = moment == null ? wanted : moment;
    return Uni.createFrom().item(moment);
  }
}
