package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A history and the resulting table, arranged for the rules. */
final class Run {
  final List<Exchange> exchanges;
  final Table table;
  final Map<String, Write> writes = new LinkedHashMap<>();
  final Map<String, List<StoredEvent>> streams = new TreeMap<>();
  private final Map<String, List<StoredEvent>> eventsByName = new HashMap<>();
  private final Map<String, List<Exchange>> answersByAccount = new HashMap<>();
  private final Map<String, Timeline> timelines = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  Run(List<Exchange> exchanges, Table table) {
    this.exchanges = exchanges;
    this.table = table;
    for (Exchange exchange : exchanges) {
      indexAnswer(exchange);
      if (exchange.command().kind().isWrite()) {
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
      }
    }
    streams.keySet().forEach(account -> timelines.put(account, new Timeline(account, this)));
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

  /** Returns a write's events. Those of closures can't be told from each other. */
  List<StoredEvent> eventsOf(Write write) {
    if (write.command().kind() == Kind.CLOSE) {
      return stream(write.command().account()).stream()
          .filter(event -> event.is(StoredEvent.CLOSED))
          .toList();
    }
    return eventsByName.getOrDefault(write.name(), List.of());
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
