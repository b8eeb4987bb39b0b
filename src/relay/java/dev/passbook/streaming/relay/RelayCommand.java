package dev.passbook.streaming.relay;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import io.quarkus.runtime.Quarkus;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Without a command it follows the table's stream until it is stopped; on Lambda it waits. */
@TopCommand
@Command(
    name = "relay",
    mixinStandardHelpOptions = true,
    description = "Publishes what happens in accounts to Kinesis.",
    subcommands = {ReplayCommand.class, CatchUpCommand.class})
class RelayCommand implements Callable<Integer> {
  /** Lambda itself sets it, and calls the function that is in the same program. */
  private static final String ON_LAMBDA = "AWS_LAMBDA_RUNTIME_API";

  @Inject Following following;

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
