package dev.passbook.streaming.relay;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.streaming.Cursor;
import dev.passbook.streaming.ParkedAccounts;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the accounts that the relay can't publish. */
@Command(
    name = "parked",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the parked accounts, the one that is parked longest first, with the reason.",
      "Shows at most 1,000. It reads an index, and two small rows of each account."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no account is parked",
      "1:the table can't be read",
      "2:a wrong option",
      "3:some accounts are parked"
    })
class ParkedCommand implements Callable<Integer> {
  private static final int SOME = 3;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Mixin Output output;

  @Inject ParkedAccounts parked;

  @Inject Clock clock;

  @Override
  public Integer call() {
    var found = parked.list(ParkedAccounts.MOST, Deadline.in(LIMIT)).await().indefinitely();
    output.print(Map.of("parked", found.stream().map(Output::members).toList()), text(found));
    return found.isEmpty() ? 0 : SOME;
  }

  private String text(List<Cursor> found) {
    return found.isEmpty()
        ? "No account is parked."
        : found.stream().map(this::text).collect(Collectors.joining("\n\n"));
  }

  private String text(Cursor cursor) {
    var parked = cursor.parked().orElseThrow();
    return """
        account   %s
        version   %d is the first that is not published
        since     %s (%s)
        reason    %s
        to do     Repair the row. Then run: catch-up --account %1$s"""
        .formatted(
            AccountIds.of(cursor.stream()),
            parked.version(),
            Timestamp.format(parked.at()),
            Output.age(parked.at(), clock.instant()),
            parked.shownReason());
  }
}
