package dev.passbook.bench;

import static dev.passbook.bench.Operations.ALONE;
import static dev.passbook.bench.Operations.CREATED;
import static dev.passbook.bench.Operations.CROWD;
import static dev.passbook.bench.Operations.EVENTS;
import static dev.passbook.bench.Operations.OK;
import static dev.passbook.bench.Operations.onNext;

import dev.passbook.bench.cost.Wire;
import dev.passbook.bench.load.Connections;
import dev.passbook.bench.load.Cpu;
import dev.passbook.bench.load.Load;
import dev.passbook.bench.load.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What operations cost at DynamoDB, in a run of its own through a proxy that counts. Their accounts
 * are known to the service, as those of a service in use are.
 */
final class Costs {
  static final String HOT = "credit on a hot account, concurrency 20";
  static final String HOT_TWO_INSTANCES = "the same, two instances in turn";

  private static final int REFUSED = 422;

  private final List<Cost> costs = new ArrayList<>();

  /**
   * @param calls calls to DynamoDB for each request that succeeded; likewise the units
   */
  record Cost(
      String operation,
      double calls,
      double readUnits,
      double writeUnits,
      long requests,
      long failures) {}

  List<Cost> all() {
    return costs;
  }

  Optional<Cost> of(String operation) {
    return costs.stream().filter(cost -> cost.operation().equals(operation)).findFirst();
  }

  void count(Stage stage, Duration length, Progress progress) {
    try (var wire = Wire.before(stage.database());
        var service = Stage.serviceOn(wire.endpoint());
        var other = Stage.serviceOn(wire.endpoint());
        var here = Connections.open(service.address(), Accounts.CLIENTS);
        var there = Connections.open(other.address(), Accounts.CLIENTS)) {
      var operations = new Operations(stage, here, there);
      var counting = new Counting(wire, length, progress);
      counting.count("create", ALONE, operations.create.operation());
      counting.count("balance", ALONE, operations.balance.operation());
      counting.count("balance as of a version", ALONE, asOfVersion(stage, here));
      counting.count("credit", ALONE, operations.credit.operation());
      counting.count("withdrawal", ALONE, operations.withdrawal.operation());
      counting.count("refused withdrawal", ALONE, refusal(stage, here));
      counting.count("keyed credit", ALONE, operations.keyedCredit.operation());
      counting.count("the same again (replay)", ALONE, replay(stage, here));
      counting.count("transfer", ALONE, operations.transfer.operation());
      counting.count(HOT, CROWD, operations.hotAccount.operation());
      counting.count(HOT_TWO_INSTANCES, CROWD, operations.inTurn.operation());
    }
  }

  private static Operation asOfVersion(Stage stage, Connections http) {
    var account = stage.histories().openOne(EVENTS).account();
    return http.operation(OK, client -> Requests.asOf(account, EVENTS / 2));
  }

  private static Operation refusal(Stage stage, Connections http) {
    var accounts = Accounts.shared(stage.histories().open(Accounts.CLIENTS, EVENTS));
    return http.operation(REFUSED, onNext(accounts, Requests::tooLargeWithdrawal));
  }

  private static Operation replay(Stage stage, Connections http) {
    var account = stage.histories().openOne(EVENTS).account();
    return http.operation(CREATED, client -> Requests.repeatedCredit(account));
  }

  private final class Counting {
    private final Wire wire;
    private final Duration length;
    private final Progress progress;

    Counting(Wire wire, Duration length, Progress progress) {
      this.wire = wire;
      this.length = length;
      this.progress = progress;
    }

    void count(String name, Load load, Operation operation) {
      progress.step("counting: " + name);
      load.run(operation, length, () -> Cpu.NONE);
      wire.take();
      var slice = load.run(operation, length, () -> Cpu.NONE);
      var bill = wire.take();
      var succeeded = (double) (slice.requests() - slice.failures());
      costs.add(
          new Cost(
              name,
              bill.calls() / succeeded,
              bill.units().read() / succeeded,
              bill.units().write() / succeeded,
              slice.requests(),
              slice.failures()));
    }
  }
}
