package dev.passbook.bench;

import static java.util.stream.Collectors.toSet;

import dev.passbook.bench.load.Connections;
import dev.passbook.bench.load.Load;
import io.netty.handler.codec.http.FullHttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The most frequent operations of clients, each with its floor. */
final class Operations {
  static final Load ALONE = Load.closed(1);
  static final Load FEW = Load.closed(8);
  static final Load MANY = Load.closed(32);
  static final Load CROWD = Load.closed(20);

  private static final int ACCOUNTS = 8 * Accounts.CLIENTS;
  static final int EVENTS = 20;
  static final int OK = 200;
  static final int CREATED = 201;

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

  final Subject inTurn;

  /** The account of the hot account's credits; {@link #shared} is that of the two instances. */
  final UUID hot;

  final UUID shared;

  /**
   * Sends every operation to the service behind the first connections, and one of them to the other
   * instance as well.
   */
  Operations(Stage stage, Connections http, Connections other) {
    var histories = stage.histories();
    var floor = new Floor(stage.client(), histories);
    var accounts = Accounts.shared(histories.open(ACCOUNTS, EVENTS));
    var keyed = Accounts.shared(histories.open(ACCOUNTS, EVENTS));
    var from = Accounts.shared(histories.open(ACCOUNTS, EVENTS));
    var to = Accounts.shared(histories.open(ACCOUNTS, EVENTS));
    hot = histories.openOne(EVENTS).account();
    shared = histories.openOne(EVENTS).account();
    put = Subject.floor("bare PutItem", floor.putItem());
    query = Subject.floor("bare Query", floor.query(accounts));
    transaction = Subject.floor("bare TransactWriteItems", floor.transactWriteItems());
    create = put.above("create", http.operation(CREATED, client -> Requests.create()));
    credit = put.above("credit", http.operation(CREATED, onNext(accounts, Requests::credit)));
    withdrawal =
        put.above("withdrawal", http.operation(CREATED, onNext(accounts, Requests::withdrawal)));
    balance = query.above("balance", http.operation(OK, onNext(accounts, Requests::balance)));
    keyedCredit =
        transaction.above(
            "keyed credit", http.operation(CREATED, onNext(keyed, Requests::keyedCredit)));
    transfer =
        transaction.above(
            "transfer",
            http.operation(
                CREATED, client -> Requests.transfer(from.next(client), to.next(client))));
    hotAccount = put.above("hot account", http.operation(CREATED, client -> Requests.credit(hot)));
    inTurn =
        put.above(
            "hot account, two instances in turn",
            Connections.inTurn(List.of(http, other), CREATED, client -> Requests.credit(shared)));
  }

  static IntFunction<FullHttpRequest> onNext(
      Accounts accounts, Function<UUID, FullHttpRequest> request) {
    return client -> request.apply(accounts.next(client));
  }

  /** Returns the operations of clients on their own accounts. */
  List<Subject> everyday() {
    return List.of(create, credit, withdrawal, balance, keyedCredit, transfer);
  }

  List<Run> runs(Plan plan) {
    var runs = new ArrayList<Run>();
    for (var load : List.of(ALONE, FEW, MANY)) {
      Stream.of(put, create, credit, withdrawal, query, balance, transaction, keyedCredit, transfer)
          .forEach(subject -> runs.add(new Run(subject, load)));
    }
    Stream.of(put, hotAccount, inTurn).forEach(subject -> runs.add(new Run(subject, CROWD)));
    var arriving = arriving(plan);
    Stream.of(put, credit, withdrawal, query, balance)
        .forEach(subject -> runs.add(new Run(subject, arriving)));
    return chosen(runs, plan);
  }

  static Load arriving(Plan plan) {
    return Load.open(plan.perSecond(), Accounts.CLIENTS);
  }

  /** Returns the chosen runs, each with its floor under the same load. */
  private static List<Run> chosen(List<Run> runs, Plan plan) {
    var chosen =
        runs.stream().filter(run -> !run.isFloor() && plan.includes(run.subject())).toList();
    var floors = chosen.stream().map(Run::floor).collect(toSet());
    return runs.stream().filter(run -> chosen.contains(run) || floors.contains(run)).toList();
  }
}
