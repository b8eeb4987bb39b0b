package dev.passbook.streaming.relay;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Follows the table's stream until it is stopped. */
@TopCommand
@Command(
    name = "relay",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes the domain events of accounts to Kinesis.",
      "Without a command, it follows the table's stream until it is stopped."
    },
    subcommands = {
      StatusCommand.class,
      ParkedCommand.class,
      TableCommand.class,
      ReplayCommand.class,
      CatchUpCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      RestoredCommand.class,
      VerifyCommand.class
    })
class RelayCommand implements Callable<Integer> {
  @Inject StreamFollower following;

  @Override
  public Integer call() {
    following.begin();
    Quarkus.waitForExit();
    return 0;
  }
}
