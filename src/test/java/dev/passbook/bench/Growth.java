package dev.passbook.bench;

import static dev.passbook.bench.Operations.ALONE;
import static dev.passbook.bench.Operations.CREATED;
import static dev.passbook.bench.Operations.MANY;
import static dev.passbook.bench.Operations.OK;
import static dev.passbook.bench.Operations.onNext;

import dev.passbook.bench.Histories.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures latencies as histories grow long and accounts numerous, with one client and one request
 * at a time.
 */
final class Growth {
  private static final int EVENTS_OF_MANY = 10;
  private static final Duration A_WHILE = Duration.ofMillis(500);

  /** A prime, so that the requested versions are spread over the whole history. */
  private static final long STRIDE = 7_919;

  private final Stage stage;
  private final Floor floor;
  private final Subject put;

  /** The runs of each line by size, the smallest first. */
  private final Map<String, Map<Integer, Run>> byEvents = new LinkedHashMap<>();

  private final Map<String, Map<Integer, Run>> byAccounts = new LinkedHashMap<>();

  Growth(Stage stage) {
    this.stage = stage;
    this.floor = new Floor(stage.client(), stage.histories());
    this.put = Subject.floor("bare PutItem beside growth", floor.putItem());
  }

  Map<String, Map<Integer, Run>> byEvents() {
    return byEvents;
  }

  Map<String, Map<Integer, Run>> byAccounts() {
    return byAccounts;
  }

  List<Run> runs() {
    var runs = new ArrayList<Run>();
    byEvents.values().forEach(line -> runs.addAll(line.values()));
    byAccounts.values().forEach(line -> runs.addAll(line.values()));
    return runs.stream().distinct().toList();
  }

  void addHistory(int events) {
    var history = stage.histories().openOne(events);
    var ids = List.of(history.account());
    var name = " with " + events + " events";
    var query = Subject.floor("bare Query" + name, floor.query(Accounts.forOne(ids)));
    add(byEvents, events, "bare Query", query);
    add(byEvents, events, "balance", balance(query, name, ids));
    add(byEvents, events, "balance as of a version", asOfVersion(query, name, history));
    add(byEvents, events, "balance as of a time", asOfTime(query, name, history));
    add(byEvents, events, "bare PutItem", put);
    add(byEvents, events, "credit", credit(name, stage.histories().open(spread(events), events)));
  }

  void addAccounts(int count) {
    var ids = stage.histories().open(count, EVENTS_OF_MANY);
    var name = " on " + count + " accounts";
    var query = Subject.floor("bare Query" + name, floor.query(Accounts.forOne(ids)));
    add(byAccounts, count, "bare Query", query);
    add(byAccounts, count, "balance", balance(query, name, ids));
    add(byAccounts, count, "bare PutItem", put);
    add(byAccounts, count, "credit", credit(name, ids));
  }

  private Subject balance(Subject query, String name, List<UUID> ids) {
    var requests = onNext(Accounts.forOne(ids), Requests::balance);
    return query.above("balance" + name, stage.connections().operation(OK, requests));
  }

  private Subject asOfVersion(Subject query, String name, History history) {
    var turn = new AtomicInteger();
    return query.above(
        "balance as of a version" + name,
        stage
            .connections()
            .operation(
                OK, client -> Requests.asOf(history.account(), version(turn, history.events()))));
  }

  private Subject asOfTime(Subject query, String name, History history) {
    var turn = new AtomicInteger();
    return query.above(
        "balance as of a time" + name,
        stage
            .connections()
            .operation(
                OK,
                client ->
                    Requests.asOf(
                        history.account(),
                        history.opened().plusSeconds(version(turn, history.events())))));
  }

  private static long version(AtomicInteger turn, int events) {
    return 1 + turn.incrementAndGet() * STRIDE % events;
  }

  /** Uses accounts with earlier writes, so that the service has cached them. */
  private Subject credit(String name, List<UUID> ids) {
    visit(ids);
    var requests = onNext(Accounts.forOne(ids), Requests::credit);
    return put.above("credit" + name, stage.connections().operation(CREATED, requests));
  }

  private void visit(List<UUID> ids) {
    var visits = new AtomicInteger();
    var visit =
        stage
            .connections()
            .operation(
                CREATED, client -> Requests.credit(ids.get(visits.getAndIncrement() % ids.size())));
    while (visits.get() < ids.size()) {
      MANY.run(visit, A_WHILE, stage::cpu);
    }
  }

  /** Returns enough accounts that the credits of a run don't make short histories long. */
  private static int spread(int events) {
    return Math.max(1, 10_000 / events);
  }

  private static void add(
      Map<String, Map<Integer, Run>> lines, int x, String line, Subject subject) {
    lines.computeIfAbsent(line, first -> new LinkedHashMap<>()).put(x, new Run(subject, ALONE));
  }
}
