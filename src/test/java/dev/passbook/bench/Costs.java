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
import dev.passbook.bench.load.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures what operations cost at DynamoDB, in a separate run through a counting proxy. The
 * service has its accounts in the state cache, as in normal operation.
 */
final class Costs {
  static final String HOT = "credit on a hot account, concurrency 20";
  static final String HOT_TWO_INSTANCES = "the same, two instances in turn";

  private static final int REFUSED = 422;

  /** A client has eight accounts; after this many requests the service has cached all of them. */
  private static final int TO_CACHE_ALL = 16;

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

  void count(Stage stage, Plan plan, Progress progress) {
    try (var wire = Wire.before(stage.database());
        var service = Stage.serviceOn(wire.endpoint());
        var other = Stage.serviceOn(wire.endpoint());
        var here = Connections.open(service.address(), Accounts.CLIENTS);
        var there = Connections.open(other.address(), Accounts.CLIENTS)) {
      var operations = new Operations(stage, here, there);
      var counting = new Counting(wire, plan, progress);
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
    private final Plan plan;
    private final Progress progress;

    Counting(Wire wire, Plan plan, Progress progress) {
      this.wire = wire;
      this.plan = plan;
      this.progress = progress;
    }

    void count(String name, Load load, Operation operation) {
      progress.step("counting: " + name);
      ask(load, operation, TO_CACHE_ALL);
      wire.take();
      var slices = ask(load, operation, plan.counted());
      var bill = wire.take();
      var requests = slices.stream().mapToLong(Slice::requests).sum();
      var failures = slices.stream().mapToLong(Slice::failures).sum();
      var succeeded = (double) (requests - failures);
      costs.add(
          new Cost(
              name,
              bill.calls() / succeeded,
              bill.units().read() / succeeded,
              bill.units().write() / succeeded,
              requests,
              failures));
    }

    /** Counts requests rather than time, because a few requests would give random results. */
    private List<Slice> ask(Load load, Operation operation, long atLeast) {
      var slices = new ArrayList<Slice>();
      for (var left = atLeast; left > 0; left -= slices.get(slices.size() - 1).requests()) {
        slices.add(load.run(operation, plan.shortSlice(), () -> Cpu.NONE));
      }
      return slices;
    }
  }
}
