package dev.passbook.streaming.relay;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Deadline;
import dev.passbook.streaming.ParkedAccounts;
import dev.passbook.streaming.PublicationSurvey;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows how far the relay is. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows how far the relay is: which stream it follows, and which accounts are parked.",
      "An event that is not published after a minute counts as late."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no account is parked, and no event is late",
      "1:the table can't be read",
      "2:a wrong option, or no such account",
      "3:an account is parked, an event is late, or a row can't be read"
    })
class StatusCommand implements Callable<Integer> {
  private static final int TROUBLE = 3;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @ArgGroup Which which = new Which();

  @Mixin Output output;

  @Spec CommandSpec spec;

  @Inject ParkedAccounts parked;

  @Inject PublicationSurvey survey;

  @Inject FollowedStream stream;

  @Inject TableSize size;

  @Inject Clock clock;

  /** Which accounts to compare with their cursors. The default is none. */
  static class Which {
    @Option(
        names = "--all",
        description = "Compares every account with its cursor. Reads the whole table once.")
    boolean all;

    @Option(names = "--account", description = "Compares one account with its cursor.")
    UUID account;
  }

  @Override
  public Integer call() {
    return which.account == null ? ofTheTable() : ofTheAccount();
  }

  private int ofTheAccount() {
    var status =
        survey
            .of(AccountIds.stream(which.account), Deadline.in(LIMIT))
            .await()
            .indefinitely()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "there is no account " + which.account));
    var report = new AccountReport(status, clock.instant());
    output.print(report.members(), report.text());
    return report.isFine() ? 0 : TROUBLE;
  }

  private int ofTheTable() {
    var totals = which.all ? compared() : null;
    var report =
        new TableReport(
            parked.list(ParkedAccounts.MOST, Deadline.in(LIMIT)).await().indefinitely(),
            stream.now(),
            totals,
            clock.instant());
    output.print(report.members(), report.text());
    return report.isFine() ? 0 : TROUBLE;
  }

  private Totals compared() {
    var totals = new Totals(clock.instant());
    try (var progress = Progress.begin("Status", size.rows())) {
      survey.overAll(totals::add, progress::rows).await().indefinitely();
    }
    return totals;
  }
}
