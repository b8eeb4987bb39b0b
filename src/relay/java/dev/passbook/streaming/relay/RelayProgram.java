package dev.passbook.streaming.relay;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import java.util.Map;
import picocli.CommandLine;

/** Runs the relay, or a command of operators beside whatever else the machine runs. */
@QuarkusMain
public class RelayProgram implements QuarkusApplication {
  /** Nobody calls a command over HTTP, so it must not need the ports of a service. */
  private static final Map<String, String> OF_A_COMMAND =
      Map.of(
          "quarkus.http.host", "127.0.0.1",
          "quarkus.http.port", "0",
          "quarkus.management.host", "127.0.0.1",
          "quarkus.management.port", "0",
          "quarkus.shutdown.delay", "0s");

  @Inject CommandLine commandLine;

  public static void main(String... arguments) {
    if (arguments.length > 0) {
      OF_A_COMMAND.forEach(System::setProperty);
    }
    if (arguments.length > 0 && "verify".equals(arguments[0])) {
      Quarkus.run(RelayProgram.class, RelayProgram::endVerification, arguments);
    } else {
      Quarkus.run(RelayProgram.class, arguments);
    }
  }

  /** A program that can't start exits with 1, and from verify that would mean findings. */
  private static void endVerification(int exitCode, Throwable failure) {
    System.exit(failure == null ? exitCode : VerifyCommand.NOT_FINISHED);
  }

  @Override
  public int run(String... arguments) {
    return commandLine.execute(arguments);
  }
}
