package dev.passbook.analytics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.passbook.account.Account;
import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Hold;
import dev.passbook.account.HoldExpired;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.streaming.DomainEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Computes each report's expected result from the table's events, without SQL. */
record TableAnswers(List<RecordedEvent<AccountEvent>> events) {
  private static final int LARGEST = 20;
  private static final int LARGEST_ACCOUNTS = 6;

  private static String day(RecordedEvent<AccountEvent> recorded) {
    return Timestamp.format(recorded.at()).substring(0, 10);
  }

  private static String account(RecordedEvent<AccountEvent> recorded) {
    return AccountIds.of(recorded.stream());
  }

  private static String currency(RecordedEvent<AccountEvent> recorded) {
    return recorded.event().balance().currency().code();
  }

  private static BigDecimal amount(RecordedEvent<AccountEvent> recorded) {
    return recorded.event().amount().value();
  }

  List<List<String>> balances(String day) {
    var rows = new ArrayList<List<String>>();
    states(day)
        .forEach(
            (account, state) ->
                rows.add(
                    List.of(
                        account,
                        state.currency().code(),
                        DuckDb.text(state.balance().value()),
                        DuckDb.text(state.held().value()),
                        DuckDb.text(state.available().value()))));
    return rows;
  }

  List<List<String>> holdsOutstanding(String day) {
    var rows = new ArrayList<List<String>>();
    states(day)
        .forEach(
            (account, state) -> state.holds().forEach(hold -> rows.add(row(account, state, hold))));
    rows.sort(
        Comparator.comparing((List<String> row) -> row.get(6)).thenComparing(row -> row.get(0)));
    return rows;
  }

  /** Folds the events into each account's state at the last millisecond of a day. */
  private Map<String, Account> states(String day) {
    var states = new TreeMap<String, Account>();
    events.stream()
        .filter(event -> day(event).compareTo(day) <= 0)
        .forEach(
            event -> states.put(account(event), event.event().applyTo(states.get(account(event)))));
    var end = Instant.parse(day + "T23:59:59.999Z");
    states.replaceAll((account, state) -> state.at(end));
    return states;
  }

  private List<String> row(String account, Account state, Hold hold) {
    var placed =
        events.stream()
            .filter(event -> account(event).equals(account) && event.version() == hold.version())
            .findFirst()
            .orElseThrow();
    return List.of(
        account + "-" + hold.version(),
        account,
        state.currency().code(),
        DuckDb.text(amount(placed)),
        DuckDb.text(hold.remaining().value()),
        Timestamp.format(placed.at()),
        Timestamp.format(hold.expiresAt()));
  }

  List<List<String>> dormant(String day) {
    return newest(event -> !(event.event() instanceof HoldExpired)).values().stream()
        .filter(last -> !(last.event() instanceof AccountClosed) && day(last).compareTo(day) < 0)
        .sorted(
            Comparator.<RecordedEvent<AccountEvent>, Instant>comparing(RecordedEvent::at)
                .thenComparing(TableAnswers::account))
        .map(
            last ->
                List.of(account(last), currency(last), balance(last), Timestamp.format(last.at())))
        .toList();
  }

  List<List<String>> dailyMovements(String from, String to) {
    var byDay =
        movements(from, to).stream()
            .collect(
                groupingBy(event -> day(event) + " " + currency(event), TreeMap::new, toList()));
    var rows = new ArrayList<List<String>>();
    byDay.forEach(
        (dayAndCurrency, moved) -> {
          var row = new ArrayList<>(List.of(dayAndCurrency.split(" ")));
          row.addAll(countAndSum(moved, event -> event.event() instanceof BalanceCredited));
          row.addAll(countAndSum(moved, event -> !(event.event() instanceof BalanceCredited)));
          row.addAll(countAndSum(moved, event -> event.event().reverses() != null));
          rows.add(row);
        });
    return rows;
  }

  private static List<String> countAndSum(
      List<RecordedEvent<AccountEvent>> moved, Predicate<RecordedEvent<AccountEvent>> which) {
    var some = moved.stream().filter(which).toList();
    var sum = some.stream().map(TableAnswers::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return List.of(Integer.toString(some.size()), DuckDb.text(sum));
  }

  List<List<String>> largestMovements(String from, String to) {
    var byCurrency =
        new TreeMap<>(movements(from, to).stream().collect(groupingBy(TableAnswers::currency)));
    var rows = new ArrayList<List<String>>();
    byCurrency.forEach(
        (currency, moved) -> {
          var largest =
              moved.stream()
                  .sorted(
                      Comparator.comparing(TableAnswers::amount)
                          .reversed()
                          .thenComparing(TableAnswers::account)
                          .thenComparing(RecordedEvent::version))
                  .limit(LARGEST)
                  .toList();
          for (int place = 1; place <= largest.size(); place++) {
            rows.add(row(currency, place, largest.get(place - 1)));
          }
        });
    return rows;
  }

  private static List<String> row(
      String currency, int place, RecordedEvent<AccountEvent> recorded) {
    return List.of(
        currency,
        Integer.toString(place),
        DomainEvents.id(recorded),
        DomainEvents.type(recorded.event()),
        DuckDb.text(amount(recorded)),
        Timestamp.format(recorded.at()),
        String.valueOf(recorded.event().reference()));
  }

  List<List<String>> totalBalances(String from, String to) {
    var rows = new TreeMap<String, List<String>>();
    for (var day : daysOfEvents(from, to)) {
      var sums = new TreeMap<String, BigDecimal>();
      var changed =
          events.stream()
              .filter(event -> day(event).equals(day) || day.equals(from))
              .filter(event -> day(event).compareTo(day) <= 0)
              .map(TableAnswers::currency)
              .toList();
      states(day)
          .forEach(
              (account, state) ->
                  sums.merge(state.currency().code(), state.balance().value(), BigDecimal::add));
      sums.keySet().retainAll(changed);
      sums.forEach(
          (currency, sum) -> rows.put(day + currency, List.of(day, currency, DuckDb.text(sum))));
    }
    return List.copyOf(rows.values());
  }

  List<List<String>> largestAccounts(String from, String to) {
    var last = states(to);
    var ranked =
        last.keySet().stream()
            .sorted(
                Comparator.<String, BigDecimal>comparing(
                        account -> last.get(account).balance().value())
                    .reversed()
                    .thenComparing(account -> account))
            .collect(
                groupingBy(account -> last.get(account).currency().code(), TreeMap::new, toList()));
    var rows = new ArrayList<List<String>>();
    ranked.forEach(
        (currency, accounts) -> {
          for (int place = 1; place <= Math.min(LARGEST_ACCOUNTS, accounts.size()); place++) {
            var account = accounts.get(place - 1);
            for (var day : daysOf(account, from, to)) {
              var state = states(day).get(account);
              rows.add(
                  List.of(
                      currency,
                      Integer.toString(place),
                      account,
                      String.valueOf(state.owner()),
                      day,
                      DuckDb.text(state.balance().value())));
            }
          }
        });
    return rows;
  }

  private List<String> daysOf(String account, String from, String to) {
    return days(events.stream().filter(event -> account(event).equals(account)), from, to);
  }

  private List<String> daysOfEvents(String from, String to) {
    return days(events.stream(), from, to);
  }

  /** Returns the days on which something happened. The first day stands for those before it. */
  private static List<String> days(
      Stream<RecordedEvent<AccountEvent>> events, String from, String to) {
    return events
        .map(TableAnswers::day)
        .filter(day -> day.compareTo(to) <= 0)
        .map(day -> day.compareTo(from) < 0 ? from : day)
        .distinct()
        .sorted()
        .toList();
  }

  private List<RecordedEvent<AccountEvent>> movements(String from, String to) {
    return events.stream()
        .filter(TableAnswers::isMovement)
        .filter(event -> day(event).compareTo(from) >= 0 && day(event).compareTo(to) <= 0)
        .toList();
  }

  private static boolean isMovement(RecordedEvent<AccountEvent> recorded) {
    return recorded.event() instanceof BalanceCredited
        || recorded.event() instanceof BalanceWithdrawn;
  }

  private Map<String, RecordedEvent<AccountEvent>> newest(
      Predicate<RecordedEvent<AccountEvent>> which) {
    var newest = new TreeMap<String, RecordedEvent<AccountEvent>>();
    events.stream().filter(which).forEach(event -> newest.put(account(event), event));
    return newest;
  }

  private static String balance(RecordedEvent<AccountEvent> recorded) {
    return DuckDb.text(recorded.event().balance().value());
  }
}
