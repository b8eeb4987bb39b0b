package dev.passbook.proof.processes;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another program that serves HTTP, and prints where it listens. */
public final class ListeningProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+)");
  private static final Duration START = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final URI address;

  private ListeningProcess(ChildProcess process) {
    this.process = process;
    Eventually.holds(
        () -> "the program listens:\n" + process.output(),
        START,
        () -> listening().find() || !process.isAlive());
    Matcher listening = listening();
    if (!listening.find()) {
      throw new AssertionError("The program ended:\n" + process.output());
    }
    this.address = URI.create(listening.group(1));
  }

  public static ListeningProcess start(
      String name, Map<String, String> environment, List<String> command) {
    return new ListeningProcess(ChildProcess.of(name, environment, command));
  }

  private Matcher listening() {
    return LISTENING.matcher(process.output());
  }

  public URI address() {
    return address;
  }

  public ProcessHandle handle() {
    return process.handle();
  }

  @Override
  public void close() {
    process.kill();
  }
}
