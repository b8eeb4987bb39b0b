package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks whether each write is stored as often as its responses say. */
final class WriteRules {
  private static final Map<String, Kind> KINDS =
      Map.of(
          StoredEvent.CREATED, Kind.OPEN,
          StoredEvent.CREDITED, Kind.CREDIT,
          StoredEvent.WITHDRAWN, Kind.WITHDRAW,
          StoredEvent.CLOSED, Kind.CLOSE);

  private final Run run;

  WriteRules(Run run) {
    this.run = run;
  }

  void check() {
    run.writes.values().forEach(this::checkWrite);
    run.streams.values().forEach(events -> events.forEach(this::checkWasRequested));
  }

  private void checkWrite(Write write) {
    checkPresence(write);
    checkReplays(write);
    checkStaysDecided(write);
  }

  private void checkPresence(Write write) {
    List<StoredEvent> events = run.eventsOf(write);
    long withdrawn = events.stream().filter(event -> event.is(StoredEvent.WITHDRAWN)).count();
    boolean twice =
        write.command().kind() == Kind.TRANSFER
            ? withdrawn > 1 || events.size() - withdrawn > 1
            : events.size() > 1;
    run.require(!twice, Rule.A_WRITE_IS_APPLIED_ONCE, "%s left %s", write, events);
    if (write.accepted().isPresent()) {
      run.require(
          !events.isEmpty(), Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE, "nothing is left of %s", write);
    } else if (write.isRefused() && write.command().kind() != Kind.CLOSE) {
      run.require(events.isEmpty(), Rule.A_REFUSED_WRITE_IS_NOT_THERE, "%s left %s", write, events);
    }
  }

  private void checkReplays(Write write) {
    List<Exchange> decided = write.decided();
    long first = decided.stream().filter(attempt -> !attempt.answer().isReplay()).count();
    run.require(
        first <= 1,
        Rule.A_REPLAY_EQUALS_THE_FIRST_ANSWER,
        "more than one answer says that it is the first: %s",
        decided);
    for (Exchange attempt : decided) {
      run.require(
          isSame(decided.get(0), attempt),
          Rule.A_REPLAY_EQUALS_THE_FIRST_ANSWER,
          "%s against %s",
          attempt,
          decided.get(0));
    }
  }

  private static boolean isSame(Exchange one, Exchange other) {
    return one.answer().status() == other.answer().status()
        && one.answer().body().equals(other.answer().body())
        && one.answer().header("location").equals(other.answer().header("location"))
        && one.answer().header("etag").equals(other.answer().header("etag"));
  }

  /** Once a key is decided, only the same response or an outage can follow. */
  private void checkStaysDecided(Write write) {
    for (Exchange decision : write.decided()) {
      for (Exchange later : write.attempts()) {
        boolean undecided =
            later.start() > decision.end()
                && later.isAnswered()
                && !Write.isDecided(later)
                && !later.isAnswered(503);
        run.require(
            !undecided, Rule.A_DECIDED_KEY_STAYS_DECIDED, "%s came after %s", later, decision);
      }
    }
  }

  private void checkWasRequested(StoredEvent event) {
    boolean asked =
        event.is(StoredEvent.CLOSED)
            ? run.writes.values().stream().anyMatch(write -> mayHaveClosed(write, event))
            : isAsRequested(event);
    run.require(asked, Rule.EVERY_EVENT_WAS_ASKED_FOR, "nobody asked for %s", event);
  }

  private static boolean mayHaveClosed(Write write, StoredEvent event) {
    return write.command().kind() == Kind.CLOSE
        && write.command().account().equals(event.account())
        && !write.isRefused();
  }

  private boolean isAsRequested(StoredEvent event) {
    Write write = run.writes.get(String.valueOf(event.clientsName()));
    if (write == null) {
      return false;
    }
    Command command = write.command();
    if (command.amount() != null && command.amount().compareTo(event.amount()) != 0) {
      return false;
    }
    if (event.isLegOfTransfer()) {
      String account = event.is(StoredEvent.WITHDRAWN) ? command.account() : command.to();
      return command.kind() == Kind.TRANSFER && event.account().equals(account);
    }
    return command.kind() == KINDS.get(event.type())
        && (command.kind() == Kind.OPEN || Objects.equals(command.account(), event.account()));
  }
}
