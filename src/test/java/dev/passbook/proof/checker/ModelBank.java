package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Bank;
import dev.passbook.proof.history.Clocks;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The contract in its simplest form, one request after the other. It defines what the checker
 * accepts. Its clock moves by a millisecond with each write.
 */
class ModelBank implements Bank, Clocks {
  private static final long WEEK = 7 * 24 * 3600;

  private final Map<String, List<StoredRow>> streams = new TreeMap<>();
  private final Map<String, StoredMarker> markers = new HashMap<>();
  private final Map<String, StoredClaim> claims = new TreeMap<>();
  private Instant now = Instant.parse("2026-01-31T12:00:00.001Z");
  private int commands;

  @Override
  public synchronized Answer send(Command command, int instance, Patience patience) {
    Answer answer = command.kind().isWrite() ? write(command) : read(command);
    return patience == Patience.WAITS ? answer : null;
  }

  @Override
  public synchronized Instant now(int instance) {
    return now;
  }

  @Override
  public Instant latest() {
    return now(0);
  }

  @Override
  public synchronized void advance(int instance, Duration time) {
    now = now.plus(time);
  }

  synchronized Table table() {
    return new Table(streams, List.copyOf(markers.values()), List.copyOf(claims.values()));
  }

  private Answer write(Command command) {
    StoredMarker remembered = markers.get(String.valueOf(command.key()));
    if (remembered != null) {
      return ModelAnswers.of(remembered);
    }
    now = now.plusMillis(1);
    commands++;
    Answer answer = command.kind() == Kind.OPEN ? open(command) : decide(command);
    if (command.isKeyed() && (answer.status() == 201 || answer.status() == 422)) {
      markers.put(command.key(), marker(command, answer));
    }
    return answer;
  }

  private StoredMarker marker(Command command, Answer answer) {
    return new StoredMarker(
        "key-" + command.key(),
        commandId(),
        answer.status(),
        answer.headers().get("location"),
        answer.headers().get("etag"),
        answer.body(),
        now.toString(),
        now.getEpochSecond() + WEEK,
        false);
  }

  private Answer open(Command command) {
    String account = UUID.nameUUIDFromBytes(command.reference().getBytes()).toString();
    streams.put(account, new ArrayList<>());
    StoredEvent created = event(command).created(account);
    append(List.of(created));
    return ModelAnswers.opened(created);
  }

  private Answer decide(Command command) {
    String payer = Originals.payer(command);
    View seen = seen(payer);
    if (command.isConditional() && command.onlyAtVersion() != seen.stored().version()) {
      return ModelAnswers.mismatch(seen.stored().newest());
    }
    if (isPast(command)) {
      return ModelAnswers.invalid();
    }
    StoredEvent original = original(command);
    Optional<String> refusal = Verdict.on(seen.state(), command, original);
    if (refusal.isPresent()) {
      return ModelAnswers.refused(refusal.get(), seen, command, original, events(payer));
    }
    if (command.kind().isTransfer()) {
      State payee = seen(Originals.payee(command)).state();
      Optional<String> theirs = Verdict.onPayee(payee, command);
      if (theirs.isPresent()) {
        return ModelAnswers.refusedByPayee(theirs.get());
      }
    }
    StoredClaim claim = claim(claimed(command));
    return claim == null ? apply(command, original) : ModelAnswers.alreadyReversed(claim);
  }

  /** Returns the claim that stands in the way, or null. */
  StoredClaim claim(String name) {
    return claims.get(name);
  }

  private boolean isPast(Command command) {
    String expiry = command.terms().expiresAt();
    return expiry != null && !Instant.parse(expiry).isAfter(now);
  }

  private StoredEvent original(Command command) {
    boolean reverses = command.kind() == Kind.REVERSE || command.kind() == Kind.REVERSE_TRANSFER;
    return reverses ? events(command.account()).get((int) command.version() - 1) : null;
  }

  private static String claimed(Command command) {
    return StoredClaim.REVERSAL + command.account() + "-" + command.version();
  }

  private Answer apply(Command command, StoredEvent original) {
    if (command.kind().isTransfer()) {
      return transfer(command, original);
    }
    List<StoredEvent> events = lapses(command.account());
    State before = after(command.account(), events);
    StoredEvent own = event(command).on(before, original);
    if (command.terms().dry()) {
      return ModelAnswers.dryRun(ModelAnswers.recorded(own));
    }
    events.add(own);
    append(events);
    if (command.kind() == Kind.REVERSE) {
      claim(command, Long.toString(own.version()));
    }
    return command.kind().isSetting()
        ? ModelAnswers.set(events(command.account()), view(command.account()))
        : ModelAnswers.recorded(own);
  }

  private Answer transfer(Command command, StoredEvent original) {
    List<StoredEvent> paid = lapses(Originals.payer(command));
    List<StoredEvent> received = lapses(Originals.payee(command));
    State payer = after(Originals.payer(command), paid);
    State payee = after(Originals.payee(command), received);
    StoredEvent withdrawn = event(command).withdrawn(payer, payee, original);
    if (command.terms().dry()) {
      return ModelAnswers.dryRun(ModelAnswers.transferred(withdrawn));
    }
    paid.add(withdrawn);
    received.add(event(command).credited(payee, withdrawn, original));
    append(paid);
    append(received);
    if (original != null) {
      claim(command, withdrawn.transferId());
    }
    return ModelAnswers.transferred(withdrawn);
  }

  private void claim(Command command, String by) {
    claims.put(claimed(command), new StoredClaim(claimed(command), commandId(), by));
  }

  private List<StoredEvent> lapses(String account) {
    List<StoredEvent> lapses = new ArrayList<>();
    for (StoredHold hold : lapsed(view(account))) {
      lapses.add(new ModelEvents(null, commandId(), now).expired(after(account, lapses), hold));
    }
    return lapses;
  }

  List<StoredHold> lapsed(View view) {
    return view.stored().lapsedBy(view.at());
  }

  private State after(String account, List<StoredEvent> more) {
    State state = view(account).stored();
    for (StoredEvent event : more) {
      state = state.plus(event);
    }
    return state;
  }

  private ModelEvents event(Command command) {
    return new ModelEvents(command, commandId(), now);
  }

  private void append(List<StoredEvent> events) {
    StoredEvent first = events.get(0);
    String account = first.account();
    long last = events.get(events.size() - 1).version();
    boolean due = last / 10 > (first.version() - 1) / 10;
    StoredSnapshot snapshot = due ? snapshot(after(account, events)) : null;
    streams.get(account).add(new StoredRow(account, first.version(), first.at(), events, snapshot));
  }

  private StoredSnapshot snapshot(State state) {
    StoredEvent first = events(state.newest().account()).get(0);
    String status = state.isClosed() ? "closed" : "open";
    BigDecimal balance = state.balance();
    return new StoredSnapshot(
        3, first.at(), first.owner(), "EUR", status, balance, state.controls());
  }

  private String commandId() {
    return "command-" + commands;
  }

  /** Returns the account as the next decision sees it. */
  View seen(String account) {
    return view(account);
  }

  final View view(String account) {
    State state = State.NONE;
    for (StoredEvent event : events(account)) {
      state = state.plus(event);
    }
    return new View(state, now);
  }

  private List<StoredEvent> events(String account) {
    return table().events(account);
  }

  private Answer read(Command command) {
    List<StoredEvent> events = events(command.account());
    return switch (command.kind()) {
      case READ -> ModelAnswers.state(events, view(command.account()));
      case READ_VERSION -> ModelAnswers.version(events, command.version());
      case READ_TRANSFER -> ModelAnswers.transfer(events.get((int) command.version() - 1));
      case READ_HOLD -> ModelAnswers.hold(events, command.terms().hold(), view(command.account()));
      case READ_HOLDS -> ModelAnswers.holds(events, view(command.account()));
      default -> ModelAnswers.page(events, command);
    };
  }
}
