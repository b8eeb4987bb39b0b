package dev.passbook.streaming.relay;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Follows the table's stream until it is stopped. On Lambda, it only waits. */
@TopCommand
@Command(
    name = "relay",
    mixinStandardHelpOptions = true,
    description = "Publishes what happens in accounts to Kinesis.",
    subcommands = {
      ReplayCommand.class,
      CatchUpCommand.class,
      ImportCommand.class,
      ExportCommand.class
    })
class RelayCommand implements Callable<Integer> {
  /** Lambda sets this variable and calls the function in the same program. */
  private static final String ON_LAMBDA = "AWS_LAMBDA_RUNTIME_API";

  @Inject StreamFollower following;

  @Override
  public Integer call() {
    if (System.getenv(ON_LAMBDA) != null) {
      Quarkus.waitForExit();
      return 0;
    }
    following.begin();
    Quarkus.waitForExit();
    return 0;
  }
}
