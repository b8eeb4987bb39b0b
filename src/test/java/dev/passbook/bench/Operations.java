package dev.passbook.bench;

import static java.util.stream.Collectors.toSet;

import dev.passbook.bench.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What clients of the API do most, each beside its floor. */
final class Operations {
  static final Load ALONE = Load.closed(1);
  static final Load FEW = Load.closed(8);
  static final Load MANY = Load.closed(32);
  static final Load CROWD = Load.closed(20);

  private static final int ACCOUNTS = 8 * Accounts.CLIENTS;
  private static final int EVENTS = 20;
  private static final int OK = 200;
  private static final int CREATED = 201;

  final Subject put;
  final Subject query;
  final Subject transaction;
  final Subject create;
  final Subject balance;
  final Subject credit;
  final Subject withdrawal;
  final Subject keyedCredit;
  final Subject transfer;
  final Subject hotAccount;

  Operations(Stage stage) {
    var http = stage.connections();
    var histories = stage.histories();
    var floor = new Floor(stage.client(), histories);
    var accounts = Accounts.shared(histories.open(ACCOUNTS, EVENTS));
    var keyed = Accounts.shared(histories.open(ACCOUNTS, EVENTS));
    var from = Accounts.shared(histories.open(ACCOUNTS, EVENTS));
    var to = Accounts.shared(histories.open(ACCOUNTS, EVENTS));
    var hot = histories.open(1, EVENTS).get(0);
    put = Subject.floor("bare PutItem", floor.putItem());
    query = Subject.floor("bare Query", floor.query(accounts));
    transaction = Subject.floor("bare TransactWriteItems", floor.transactWriteItems());
    create = put.above("create", http.operation(CREATED, client -> Requests.create()));
    credit =
        put.above(
            "credit", http.operation(CREATED, client -> Requests.credit(accounts.next(client))));
    withdrawal =
        put.above(
            "withdrawal",
            http.operation(CREATED, client -> Requests.withdrawal(accounts.next(client))));
    balance =
        query.above(
            "balance", http.operation(OK, client -> Requests.account(accounts.next(client), "")));
    keyedCredit =
        transaction.above(
            "keyed credit",
            http.operation(CREATED, client -> Requests.keyedCredit(keyed.next(client))));
    transfer =
        transaction.above(
            "transfer",
            http.operation(
                CREATED, client -> Requests.transfer(from.next(client), to.next(client))));
    hotAccount = put.above("hot account", http.operation(CREATED, client -> Requests.credit(hot)));
  }

  List<Subject> all() {
    return List.of(
        put,
        create,
        credit,
        withdrawal,
        query,
        balance,
        transaction,
        keyedCredit,
        transfer,
        hotAccount);
  }

  List<Run> runs(Plan plan) {
    var runs = new ArrayList<Run>();
    for (var load : List.of(ALONE, FEW, MANY)) {
      all().stream()
          .filter(subject -> subject != hotAccount)
          .forEach(subject -> runs.add(new Run(subject, load)));
    }
    Stream.of(put, hotAccount).forEach(subject -> runs.add(new Run(subject, CROWD)));
    var arriving = Load.open(plan.perSecond(), Accounts.CLIENTS);
    Stream.of(put, credit, withdrawal, query, balance)
        .forEach(subject -> runs.add(new Run(subject, arriving)));
    return chosen(runs, plan);
  }

  /** With each that is chosen, the floor under the same load. */
  private static List<Run> chosen(List<Run> runs, Plan plan) {
    var chosen =
        runs.stream().filter(run -> !run.isFloor() && plan.includes(run.subject())).toList();
    var floors = chosen.stream().map(Run::floor).collect(toSet());
    return runs.stream().filter(run -> chosen.contains(run) || floors.contains(run)).toList();
  }
}
