package dev.passbook.account;

import static dev.passbook.account.Bankbook.EUR;
import static dev.passbook.account.Bankbook.EXPIRY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No money is made or lost between two accounts, whatever is held, captured and taken back. */
class ConservationProperties {
  private static final Money ZERO = Money.zero(EUR);

  /** What is done, on which side, and with how much. */
  record Step(Kind kind, int side, Amount amount, int pick) {}

  enum Kind {
    CREDIT,
    WITHDRAW,
    HOLD,
    CAPTURE,
    TRANSFER,
    TRANSFER_FROM_A_HOLD,
    REVERSE,
    REVERSE_A_TRANSFER
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    var kinds = Arbitraries.of(Kind.class);
    var sides = Arbitraries.integers().between(0, 1);
    var amounts =
        Arbitraries.longs().between(1, 500).map(it -> new Amount(BigDecimal.valueOf(it, 2)));
    var picks = Arbitraries.integers().between(0, 50);
    return Combinators.combine(kinds, sides, amounts, picks).as(Step::new).list().ofMaxSize(60);
  }

  @Property
  void bothBalancesTogetherAreWhatCameFromOutside(@ForAll("steps") List<Step> steps) {
    var pair = new Pair();
    for (var step : steps) {
      pair.run(step);
      assertEquals(pair.fromOutside(), pair.account(0).balance().plus(pair.account(1).balance()));
      assertFalse(pair.account(step.side()).available().isLessThan(ZERO), step::toString);
    }
  }

  @Property
  void aReversalNamesAnOppositeMovementOfTheSameAmount(@ForAll("steps") List<Step> steps) {
    var pair = new Pair();
    steps.forEach(pair::run);

    for (int side = 0; side < 2; side++) {
      for (var event : pair.events.get(side)) {
        if (event.reverses() != null) {
          var original = pair.events.get(side).get((int) (event.reverses() - 1));
          assertEquals(original.amount(), event.amount());
          assertFalse(original.type().equals(event.type()), event::toString);
        }
      }
    }
  }

  /** Two accounts. A movement is taken back once, as the bank's claims see to. */
  private static final class Pair {
    private static final UUID[] IDS = {new UUID(0, 0), new UUID(0, 1)};

    final List<List<AccountEvent>> events =
        List.of(new ArrayList<>(List.of(opened())), new ArrayList<>(List.of(opened())));
    private final Set<String> reversed = new HashSet<>();

    private static AccountEvent opened() {
      return Account.open(null, EUR);
    }

    Account account(int side) {
      return Bankbook.fold(events.get(side));
    }

    Money fromOutside() {
      var sum = ZERO;
      for (var ofAccount : events) {
        for (var event : ofAccount) {
          if (event.transferId() == null && event instanceof BalanceCredited) {
            sum = sum.plus(event.amount());
          } else if (event.transferId() == null && event instanceof BalanceWithdrawn) {
            sum = sum.minus(event.amount());
          }
        }
      }
      return sum;
    }

    void run(Step step) {
      var account = account(step.side());
      switch (step.kind()) {
        case CREDIT -> record(step.side(), account.credit(step.amount(), null));
        case WITHDRAW -> record(step.side(), account.withdraw(step.amount(), null));
        case HOLD -> record(step.side(), HoldDecisions.place(account, wish(step)));
        case CAPTURE ->
            record(step.side(), account.withdraw(step.amount(), null, capture(account, step)));
        case TRANSFER -> transfer(step, null);
        case TRANSFER_FROM_A_HOLD -> transfer(step, capture(account, step));
        case REVERSE -> reverse(step);
        case REVERSE_A_TRANSFER -> reverseTransfer(step);
      }
    }

    private HoldDecisions.Wish wish(Step step) {
      return new HoldDecisions.Wish(next(step.side()), step.amount(), EXPIRY, null, 5);
    }

    private static Capture capture(Account account, Step step) {
      var holds = account.holds().all();
      var version = holds.isEmpty() ? 1 : holds.get(step.pick() % holds.size()).version();
      return new Capture(version, step.pick() % 2 == 0);
    }

    private void transfer(Step step, Capture capture) {
      var to = 1 - step.side();
      record(
          step.side(),
          Transfer.decide(
              account(step.side()), account(to), step.amount(), null, leg(to, null), capture));
    }

    private void record(int from, Decision<?> decision) {
      decision.either(
          what -> {
            if (what instanceof Transfer legs) {
              events.get(from).add(legs.withdrawal());
              return events.get(1 - from).add(legs.credit());
            }
            return events.get(from).add((AccountEvent) what);
          },
          refusal -> false);
    }

    private void reverse(Step step) {
      var version = 1 + step.pick() % events.get(step.side()).size();
      var original = events.get(step.side()).get(version - 1);
      var decision = new Reversal(version, original, null).decide(account(step.side()));
      if (!reversed.contains(name(step, version))
          && decision instanceof Decision.Accepted<AccountEvent>) {
        reversed.add(name(step, version));
        record(step.side(), decision);
      }
    }

    private void reverseTransfer(Step step) {
      var version = 1 + step.pick() % events.get(step.side()).size();
      var original = events.get(step.side()).get(version - 1);
      if (original instanceof BalanceWithdrawn paid && paid.transfer() != null) {
        var from = 1 - step.side();
        var leg = leg(step.side(), (long) version);
        var decision = Transfer.takeBack(account(from), account(step.side()), paid, null, leg);
        if (!reversed.contains(name(step, version))
            && decision instanceof Decision.Accepted<Transfer>) {
          reversed.add(name(step, version));
          record(from, decision);
        }
      }
    }

    private static String name(Step step, long version) {
      return step.side() + "-" + version;
    }

    private TransferLeg leg(int to, Long reverses) {
      return new TransferLeg("transfer-" + next(1 - to), IDS[to], next(to), reverses);
    }

    private long next(int side) {
      return events.get(side).size() + 1L;
    }
  }
}
