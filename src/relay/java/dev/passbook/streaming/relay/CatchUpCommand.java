package dev.passbook.streaming.relay;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.streaming.AccountScan;
import dev.passbook.streaming.Cursor.Parked;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Publishes unpublished events, after a repair or an outage that lasted longer than the table's
 * stream keeps its records.
 */
@Command(
    name = "catch-up",
    mixinStandardHelpOptions = true,
    description =
        "Publishes all unpublished events, even if the table's stream no longer has their records.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything that can be published is published",
      "1:DynamoDB or Kinesis failed; run it again",
      "2:a wrong option",
      "3:the account named by --account is still parked"
    })
class CatchUpCommand implements Callable<Integer> {
  private static final int STILL_PARKED = 3;
  private static final Duration PAGE = Duration.ofMinutes(5);

  @Option(names = "--account", description = "One account. The default is all accounts.")
  UUID account;

  @Spec CommandSpec spec;

  @Inject Relay relay;

  @Inject AccountScan sweep;

  @Inject TableSize size;

  @Override
  public Integer call() {
    return account == null ? all() : one();
  }

  private int all() {
    try (var progress = Progress.begin("Catch up", size.rows())) {
      sweep.over("catch-up-" + Instant.now(), this::catchUp, progress::rows).await().indefinitely();
    }
    return 0;
  }

  private int one() {
    var cursor =
        relay.catchUp(AccountIds.stream(account), Deadline.in(PAGE)).await().indefinitely();
    cursor.parked().ifPresent(this::report);
    return cursor.parked().isPresent() ? STILL_PARKED : 0;
  }

  private void report(Parked parked) {
    spec.commandLine()
        .getErr()
        .printf(
            "The account is still parked at version %d: %s%n",
            parked.version(), parked.shownReason());
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
