package dev.passbook.proof.keys;

import dev.passbook.proof.keys.Progress.Command;
import dev.passbook.proof.keys.Progress.Outcome;
import dev.passbook.proof.keys.Progress.Phase;
import dev.passbook.proof.keys.Scenario.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The steps that one command of an attempt can take until its row may be put. */
final class CommandSteps {
  private final Scenario scenario;
  private final Set<Bug> bugs;
  private final State state;
  private final int attempt;
  private final int command;
  private final Command now;
  private final int key;

  CommandSteps(Scenario scenario, Set<Bug> bugs, State state, int attempt, int command) {
    this.scenario = scenario;
    this.bugs = bugs;
    this.state = state;
    this.attempt = attempt;
    this.command = command;
    this.now = state.attempts().get(attempt).commands().get(command);
    this.key = scenario.request(attempt, command).key();
  }

  List<Protocol.Step> steps() {
    return switch (now.phase()) {
      case PUT, REFUSE -> puts();
      case TRANSACT -> transactions();
      case OPEN -> openings();
      case LOOK, REFUSE_LOOK, ASK_LOOK -> look();
      case ASK -> List.of(step("asks for the marker", asked()));
      case UNDECIDED, STANDS, DONE -> List.of();
    };
  }

  private Protocol.Step step(String what, State next) {
    return Protocol.step(attempt, what + " of key " + key, next);
  }

  private State with(Command next) {
    return state.with(attempt, command, next);
  }

  private List<Protocol.Step> puts() {
    var put = new Message.MarkerPut(key, condition(), now.write());
    var next = state.arrived(put);
    var steps = new ArrayList<Protocol.Step>();
    steps.add(
        step(
            "puts " + put.mark(),
            next == state
                ? judged(state.marks().get(key))
                : next.with(attempt, command, stands())));
    steps.add(step("puts, without an answer, " + put.mark(), state.sent(put)));
    return steps;
  }

  private int condition() {
    return bugs.contains(Bug.NO_REVISION) && now.expected() > 0 ? Protocol.ANY : now.expected();
  }

  private Command stands() {
    return now.phase() == Phase.REFUSE
        ? Command.done(Outcome.REFUSED, Answer.refusal(attempt, command))
        : Command.put(Phase.STANDS, now.write(), now.expected());
  }

  private List<Protocol.Step> transactions() {
    var progress = state.attempts().get(attempt);
    var both = new Message.Transaction(key, now.write(), progress.version(), progress.row());
    var next = state.arrived(both);
    var steps = new ArrayList<Protocol.Step>();
    steps.add(
        step(
            "writes row and marker",
            next == state ? afterTransaction() : next.with(attempt, command, accepted())));
    steps.add(step("writes, without an answer, row and marker", state.sent(both)));
    return steps;
  }

  private List<Protocol.Step> openings() {
    var opening = opening();
    var next = state.arrived(opening);
    var opened = next == state ? afterOpening() : next.with(attempt, command, accepted());
    return List.of(step("opens", opened), step("opens, without an answer", state.sent(opening)));
  }

  private Message opening() {
    var row = state.attempts().get(attempt).row();
    return switch (scenario.way(attempt)) {
      case OPENING_TRANSACTION -> new Message.Transaction(key, now.write(), 1, row);
      case EARLIER_OPENING -> new Message.MarkerPut(key, 0, now.write());
      default -> new Message.RowPut(1, row);
    };
  }

  private State afterOpening() {
    return firstOpening()
        .map(first -> with(isOurs(first) ? accepted() : answered(first)))
        .orElseGet(() -> Protocol.again(state, attempt));
  }

  private boolean isOurs(Answer first) {
    return bugs.contains(Bug.ANY_ROW_IS_OURS) || first.isOf(attempt, command);
  }

  /** Returns what the first row says, or else the marker. */
  private Optional<Answer> firstOpening() {
    var way = scenario.way(attempt);
    var ignored = way == Way.EARLIER_OPENING || bugs.contains(Bug.ROW_IGNORED);
    var row = ignored ? null : state.row(1);
    var standing = state.marks().get(key);
    return row == null
        ? Optional.ofNullable(standing).map(mark -> mark.answers().get(0))
        : Optional.of(new Answer(row.attempt(), 0, 1, row));
  }

  private Command accepted() {
    return Command.done(Outcome.ACCEPTED, now.write().answers().get(0));
  }

  private State afterTransaction() {
    var standing = state.marks().get(key);
    if (standing == null) {
      return Protocol.again(state, attempt);
    }
    var row = state.row(state.attempts().get(attempt).version());
    return row != null && row.equals(state.attempts().get(attempt).row())
        ? with(accepted())
        : judged(standing);
  }

  /** Returns what follows when a marker stands in the way. */
  private State judged(Mark standing) {
    if (standing.isSettled()) {
      var answer = standing.answers().get(0);
      return with(
          answer.isRefusal() && answer.isOf(attempt, command) ? stands() : answered(answer));
    }
    if (now.phase() == Phase.PUT && isOurs(standing)) {
      return with(stands());
    }
    if (bugs.contains(Bug.RETARGETED_BLINDLY)
        && now.phase() == Phase.PUT
        && standing.version() != now.write().version()) {
      return with(free(standing));
    }
    return with(
        now.looking(now.phase() == Phase.REFUSE ? Phase.REFUSE_LOOK : Phase.LOOK, standing));
  }

  private boolean isOurs(Mark standing) {
    return standing.version() == now.write().version()
        && standing.answers().contains(ourCandidate());
  }

  private Answer ourCandidate() {
    var progress = state.attempts().get(attempt);
    return new Answer(attempt, command, progress.version(), progress.row());
  }

  private Command answered(Answer answer) {
    var isRetry =
        bugs.contains(Bug.NO_FINGERPRINT)
            || scenario.request(answer).equals(scenario.request(attempt, command));
    return Command.done(isRetry ? Outcome.REPLAYED : Outcome.KEY_REUSED, answer);
  }

  private State asked() {
    if (scenario.way(attempt).opens()) {
      return with(firstOpening().map(this::answered).orElseGet(this::nothingDone));
    }
    var standing = state.marks().get(key);
    if (standing == null) {
      return with(nothingDone());
    }
    return with(
        standing.isSettled()
            ? answered(standing.answers().get(0))
            : now.looking(Phase.ASK_LOOK, standing));
  }

  private Command nothingDone() {
    return Command.done(Outcome.NOTHING_DONE, null).lateness(now.late());
  }

  /** Reads the row for which the marker is pending. */
  private List<Protocol.Step> look() {
    var row = state.row(now.seen().version());
    var what = "looks at row " + now.seen().version();
    var first = row == null ? Optional.<Answer>empty() : carried(row);
    if (first.isPresent()) {
      return List.of(step(what, with(answered(first.get()))));
    }
    return switch (now.phase()) {
      case ASK_LOOK -> List.of(step(what, with(nothingDone())));
      case REFUSE_LOOK -> refusal(row, what);
      default -> List.of(step(what, row == null ? open() : closed()));
    };
  }

  private Optional<Answer> carried(Row row) {
    return now.seen().answers().stream()
        .filter(
            bugs.contains(Bug.ONE_ID_FOR_ALL_DECISIONS)
                ? it -> row.carries(it.attempt(), it.command())
                : row::carries)
        .findFirst();
  }

  /** While the version is open for other commands, a refusal waits. */
  private List<Protocol.Step> refusal(Row row, String what) {
    var isOpen =
        row == null
            && !now.seen().old()
            && !now.seen().answers().stream().allMatch(it -> it.isOf(attempt, command));
    var mayStillArrive = isOpen && !bugs.contains(Bug.REFUSED_TOO_EARLY);
    var write = Mark.settled(Answer.refusal(attempt, command));
    return mayStillArrive
        ? List.of()
        : List.of(step(what, with(Command.put(Phase.REFUSE, write, now.seen().revision()))));
  }

  /** No candidate can take effect any more. An attempt for that version has lost its race, too. */
  private State closed() {
    return now.seen().version() < state.attempts().get(attempt).version()
        ? with(free(now.seen()))
        : Protocol.again(state, attempt);
  }

  private Command free(Mark seen) {
    var write =
        Mark.pending(state.attempts().get(attempt).version(), seen.revision() + 1, ourCandidate());
    return Command.put(Phase.PUT, write, seen.revision());
  }

  private State open() {
    var seen = now.seen();
    if (seen.version() != state.attempts().get(attempt).version()) {
      return seen.old() ? with(free(seen)) : Protocol.again(state, attempt);
    }
    return with(
        bugs.contains(Bug.CANDIDATES_DROPPED)
            ? free(seen)
            : Command.put(Phase.PUT, seen.with(ourCandidate()), seen.revision()));
  }
}
