package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A history and the resulting table, arranged for the rules. */
final class Run {
  final List<Exchange> exchanges;
  final Table table;
  final Map<String, Write> writes = new LinkedHashMap<>();
  final Map<String, List<StoredEvent>> streams = new TreeMap<>();
  private final Map<String, List<StoredEvent>> eventsByName = new HashMap<>();
  private final Map<String, List<Exchange>> answersByAccount = new HashMap<>();
  private final Map<String, Map<Long, State>> states = new HashMap<>();
  private final Map<String, Timeline> timelines = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  Run(List<Exchange> exchanges, Table table) {
    this.exchanges = exchanges;
    this.table = table;
    for (Exchange exchange : exchanges) {
      indexAnswer(exchange);
      if (exchange.command().isWrite()) {
        writes
            .computeIfAbsent(
                exchange.command().reference(),
                name -> new Write(exchange.command(), new ArrayList<>()))
            .attempts()
            .add(exchange);
      }
    }
    for (String account : table.streams().keySet()) {
      List<StoredEvent> events = table.events(account);
      // Late rows of an earlier run on the same table aren't part of this run.
      if (isOurs(account, events)) {
        streams.put(account, events);
        events.forEach(this::index);
        states.put(account, fold(events));
      }
    }
    streams.keySet().forEach(account -> timelines.put(account, new Timeline(account, this)));
  }

  private static Map<Long, State> fold(List<StoredEvent> events) {
    Map<Long, State> folded = new HashMap<>();
    State state = State.NONE;
    for (StoredEvent event : events) {
      state = state.plus(event);
      folded.put(event.version(), state);
    }
    return folded;
  }

  void violated(Rule rule, String evidence, Object... arguments) {
    violations.add(new Violation(rule, evidence.formatted(arguments)));
  }

  /** Reports a violation unless the rule holds. */
  void require(boolean holds, Rule rule, String evidence, Object... arguments) {
    if (!holds) {
      violated(rule, evidence, arguments);
    }
  }

  List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Returns a write's events. Those of closures and releases can't be told from each other. */
  List<StoredEvent> eventsOf(Write write) {
    Command command = write.command();
    return command.kind().isNamed()
        ? eventsByName.getOrDefault(write.name(), List.of())
        : stream(command.account()).stream().filter(event -> isDoneBy(command, event)).toList();
  }

  /** Returns whether the event is the one that a closure or a release asks for. */
  static boolean isDoneBy(Command command, StoredEvent event) {
    return command.kind() == Kind.CLOSE
        ? event.is(StoredEvent.CLOSED)
        : event.is(StoredEvent.HOLD_RELEASED) && event.details().hold() == command.terms().hold();
  }

  /** Returns the account after the event at that version, or null. */
  State state(String account, long version) {
    return states.getOrDefault(account, Map.of()).get(version);
  }

  /** Returns what a request may have seen of an account: states, each at every time that counts. */
  Stream<View> seen(Exchange exchange, String account) {
    Timeline timeline = timeline(account);
    if (timeline == null) {
      return Stream.empty();
    }
    Optional<Write> first =
        Optional.ofNullable(exchange.answer())
            .filter(Answer::isReplay)
            .map(replay -> writes.get(exchange.command().reference()));
    long start = first.map(Write::start).orElse(exchange.start());
    Instant from = first.map(Write::from).orElse(exchange.from());
    // Another instance, whose clock may be ahead, may have decided what is replayed.
    Instant own = first.isPresent() ? exchange.latest() : exchange.until();
    Instant until = orOfTheOther(exchange, own);
    return LongStream.rangeClosed(timeline.oldestAt(start), timeline.newestAt(exchange.end()))
        .mapToObj(version -> state(account, version))
        .filter(Objects::nonNull)
        .flatMap(state -> views(state, from, until));
  }

  /** The time of a transfer is never before the newest event of either account. */
  private Instant orOfTheOther(Exchange exchange, Instant until) {
    Command command = exchange.command();
    return command.kind().isTransfer()
        ? Stream.of(Originals.payer(command), Originals.payee(command))
            .filter(account -> timeline(account) != null)
            .map(account -> state(account, timeline(account).newestAt(exchange.end())))
            .filter(Objects::nonNull)
            .map(state -> Instant.parse(state.newest().at()))
            .reduce(until, Run::later)
        : until;
  }

  /** The bank's time never goes back behind an account's newest event. */
  static Stream<View> views(State state, Instant from, Instant until) {
    Instant recorded = Instant.parse(state.newest().at());
    Instant first = later(from.truncatedTo(ChronoUnit.MILLIS), recorded);
    Instant last = later(until, recorded);
    return Stream.concat(
            Stream.of(first), state.controls().holds().stream().map(StoredHold::expiresAt))
        .filter(time -> !time.isBefore(first) && !time.isAfter(last))
        .map(time -> new View(state, time));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  List<StoredEvent> stream(String account) {
    return streams.getOrDefault(account, List.of());
  }

  /** Returns the event at that version, or null. */
  StoredEvent event(String account, long version) {
    List<StoredEvent> events = stream(account);
    if (version >= 1 && version <= events.size()) {
      StoredEvent expected = events.get((int) version - 1);
      if (expected.version() == version) {
        return expected;
      }
    }
    return events.stream().filter(event -> event.version() == version).findFirst().orElse(null);
  }

  /** Returns the events that a view rests on. */
  List<StoredEvent> eventsUntil(View view) {
    long version = view.stored().version();
    return stream(view.stored().newest().account()).stream()
        .filter(event -> event.version() <= version)
        .toList();
  }

  /** Returns the responses that describe an account. */
  List<Exchange> answersAbout(String account) {
    return answersByAccount.getOrDefault(account, List.of());
  }

  Timeline timeline(String account) {
    return timelines.get(account);
  }

  private boolean isOurs(String account, List<StoredEvent> events) {
    boolean named =
        exchanges.stream().anyMatch(exchange -> account.equals(exchange.command().account()));
    return named || writes.containsKey(String.valueOf(events.get(0).owner()));
  }

  private void indexAnswer(Exchange exchange) {
    if (exchange.isAnswered()) {
      Command command = exchange.command();
      String account =
          command.kind() == Kind.OPEN
              ? exchange.answer().json().path("id").asText()
              : command.account();
      Stream.of(account, command.to())
          .filter(Objects::nonNull)
          .forEach(
              about ->
                  answersByAccount
                      .computeIfAbsent(about, first -> new ArrayList<>())
                      .add(exchange));
    }
  }

  private void index(StoredEvent event) {
    if (event.clientsName() != null) {
      eventsByName.computeIfAbsent(event.clientsName(), name -> new ArrayList<>()).add(event);
    }
  }
}
