package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks whether each write is stored as often as its responses say. */
final class WriteRules {
  private static final Duration USUAL_EXPIRY = Duration.ofDays(7);

  private static final Map<String, Set<Kind>> KINDS =
      Map.of(
          StoredEvent.CREATED, Set.of(Kind.OPEN),
          StoredEvent.CREDITED, Set.of(Kind.CREDIT, Kind.REVERSE),
          StoredEvent.WITHDRAWN, Set.of(Kind.WITHDRAW, Kind.REVERSE),
          StoredEvent.HOLD_PLACED, Set.of(Kind.HOLD),
          StoredEvent.HOLD_RELEASED, Set.of(Kind.RELEASE),
          StoredEvent.LIMITED, Set.of(Kind.LIMIT),
          StoredEvent.RESTRICTED, Set.of(Kind.RESTRICT),
          StoredEvent.CLOSED, Set.of(Kind.CLOSE));

  private final Run run;
  private final Set<String> dryRuns;

  WriteRules(Run run) {
    this.run = run;
    this.dryRuns =
        run.exchanges.stream()
            .map(Exchange::command)
            .filter(command -> command.terms().dry())
            .map(Command::reference)
            .collect(Collectors.toSet());
  }

  void check() {
    run.writes.values().forEach(this::checkWrite);
    run.streams.values().forEach(events -> events.forEach(this::checkWasRequested));
  }

  private void checkWrite(Write write) {
    checkPresence(write);
    checkReplays(write);
    checkStaysDecided(write);
    checkTime(write);
  }

  private void checkPresence(Write write) {
    List<StoredEvent> events = run.eventsOf(write);
    long withdrawn = events.stream().filter(event -> event.is(StoredEvent.WITHDRAWN)).count();
    boolean twice =
        write.command().kind().isTransfer()
            ? withdrawn > 1 || events.size() - withdrawn > 1
            : events.size() > 1;
    run.require(!twice, Rule.A_WRITE_IS_APPLIED_ONCE, "%s left %s", write, events);
    if (write.accepted().isPresent()) {
      run.require(
          !events.isEmpty(), Rule.AN_ACKNOWLEDGED_WRITE_IS_THERE, "nothing is left of %s", write);
    } else if (write.isRefused() && write.command().kind().isNamed()) {
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

  /** A write is decided at a time during its request, if no event of the account is later. */
  private void checkTime(Write write) {
    Instant from = write.from().truncatedTo(ChronoUnit.MILLIS);
    Instant until =
        write
            .accepted()
            .filter(accepted -> !accepted.answer().isReplay())
            .map(Exchange::until)
            .orElse(Instant.MAX);
    List<StoredEvent> events = write.command().kind().isNamed() ? run.eventsOf(write) : List.of();
    boolean late = events.stream().allMatch(event -> isLate(event, until));
    for (StoredEvent event : events) {
      run.require(
          !late && !Instant.parse(event.at()).isBefore(from),
          Rule.A_WRITE_BEARS_THE_TIME_OF_ITS_REQUEST,
          "%s was asked for from %s to %s",
          event,
          from,
          until);
    }
  }

  private boolean isLate(StoredEvent event, Instant until) {
    return Instant.parse(event.at()).isAfter(until)
        && run.stream(event.account()).stream()
            .noneMatch(
                earlier ->
                    earlier.version() < event.version()
                        && earlier.at().equals(event.at())
                        && !earlier.commandId().equals(event.commandId()));
  }

  private void checkWasRequested(StoredEvent event) {
    boolean asked =
        switch (event.type()) {
          // Time causes it.
          case StoredEvent.HOLD_EXPIRED -> true;
          case StoredEvent.CLOSED, StoredEvent.HOLD_RELEASED ->
              run.writes.values().stream().anyMatch(write -> mayHaveDone(write, event));
          default -> isAsRequested(event);
        };
    run.require(asked, Rule.EVERY_EVENT_WAS_ASKED_FOR, "nobody asked for %s", event);
    run.require(
        event.clientsName() == null || !dryRuns.contains(event.clientsName()),
        Rule.A_DRY_RUN_LEAVES_NOTHING,
        "one left %s",
        event);
  }

  private static boolean mayHaveDone(Write write, StoredEvent event) {
    return !write.command().kind().isNamed()
        && write.command().account().equals(event.account())
        && Run.isDoneBy(write.command(), event)
        && !write.isRefused();
  }

  private boolean isAsRequested(StoredEvent event) {
    Write write = run.writes.get(String.valueOf(event.clientsName()));
    if (write == null) {
      return false;
    }
    Command command = write.command();
    if (command.kind() != Kind.LIMIT
        && command.amount() != null
        && (event.amount() == null || command.amount().compareTo(event.amount()) != 0)) {
      return false;
    }
    if (event.isLegOfTransfer()) {
      boolean paid = event.is(StoredEvent.WITHDRAWN);
      String account = paid ? Originals.payer(command) : Originals.payee(command);
      return command.kind().isTransfer()
          && event.account().equals(account)
          && (paid ? isTermKept(command, event) : true);
    }
    return KINDS.get(event.type()).contains(command.kind())
        && (command.kind() == Kind.OPEN || Objects.equals(command.account(), event.account()))
        && isTermKept(command, event);
  }

  /** Returns whether the event does what the request said beside the amount. */
  private boolean isTermKept(Command command, StoredEvent event) {
    Command.Terms terms = command.terms();
    StoredDetails details = event.details();
    return switch (command.kind()) {
      case WITHDRAW, TRANSFER ->
          details.reverses() == null
              && Objects.equals(details.hold(), command.isCapture() ? terms.hold() : null)
              && (!command.isCapture() || isRestKept(terms.isFinal(), event));
      case HOLD -> Instant.parse(details.expiresAt()).equals(expiry(terms, event));
      case REVERSE -> details.reverses() != null && details.reverses() == command.version();
      case REVERSE_TRANSFER ->
          details.toReverses() != null && details.toReverses() == command.version();
      case RESTRICT ->
          details.stopsDebits() == terms.debits() && details.stopsCredits() == terms.credits();
      default -> true;
    };
  }

  private static Instant expiry(Command.Terms terms, StoredEvent placed) {
    return terms.expiresAt() == null
        ? Instant.parse(placed.at()).plus(USUAL_EXPIRY)
        : Instant.parse(terms.expiresAt());
  }

  /** A final capture leaves nothing of the hold, and another one what it did not take. */
  private boolean isRestKept(boolean isFinal, StoredEvent capture) {
    BigDecimal rest = capture.details().holdRemaining();
    if (isFinal) {
      return rest.signum() == 0;
    }
    State before = run.state(capture.account(), capture.version() - 1);
    return before != null
        && before
            .controls()
            .hold(capture.details().hold())
            .filter(hold -> hold.remaining().subtract(capture.amount()).compareTo(rest) == 0)
            .isPresent();
  }
}
