package dev.passbook.streaming.relay;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.AccountScan;
import dev.passbook.streaming.Relay;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Publishes unpublished events, after a repair or an outage that lasted longer than the table's
 * stream keeps its records.
 */
@Command(
    name = "catch-up",
    mixinStandardHelpOptions = true,
    description =
        "Publishes all unpublished events, even if the table's stream no longer has their records.")
class CatchUpCommand implements Callable<Integer> {
  private static final Duration PAGE = Duration.ofMinutes(5);

  @Option(names = "--account", description = "One account; else all.")
  UUID account;

  @Inject Relay relay;

  @Inject AccountScan sweep;

  @Inject TableSize size;

  @Override
  public Integer call() {
    try (var progress = Progress.begin("Catch up", account == null ? size.rows() : 0)) {
      var done =
          account == null
              ? sweep.over("catch-up-" + Instant.now(), this::catchUp, progress::rows)
              : catchUp(List.of(StreamId.of("account", account)));
      done.await().indefinitely();
    }
    return 0;
  }

  private Uni<Void> catchUp(List<StreamId> accounts) {
    return relay.catchUp(accounts, Deadline.in(PAGE)).invoke(this::check).replaceWithVoid();
  }

  private void check(Set<StreamId> unfinished) {
    if (!unfinished.isEmpty()) {
      throw new IllegalStateException("not published for now: " + unfinished);
    }
  }
}
