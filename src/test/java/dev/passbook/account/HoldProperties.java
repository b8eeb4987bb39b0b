package dev.passbook.account;

import static dev.passbook.account.Bankbook.EUR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Lives.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The invariants of an account's whole life, while time passes. */
class HoldProperties {
  private static final AccountCreated OPENED = new AccountCreated("Ada", EUR);
  private static final Money ZERO = Money.zero(EUR);

  @Provide
  Arbitrary<List<Recorded>> lives() {
    return Lives.steps(EUR).map(steps -> Lives.live(OPENED, steps));
  }

  @Property
  void whatIsHeldIsTheSumOfWhatRemainsOfEachHold(@ForAll("lives") List<Recorded> life) {
    var remaining = new HashMap<Long, Money>();
    var account = OPENED.applyTo(null);
    for (var event : events(life).toList()) {
      account = event.applyTo(account);
      note(remaining, event);
      assertEquals(remaining.values().stream().reduce(ZERO, Money::plus), account.held());
    }
  }

  /** Follows the holds by what their events say, without the account's own arithmetic. */
  private static void note(Map<Long, Money> remaining, AccountEvent event) {
    if (event instanceof HoldPlaced placed) {
      remaining.put(placed.hold(), placed.amount());
    } else if (event instanceof BalanceWithdrawn capture && capture.capture() != null) {
      remaining.put(capture.hold(), capture.capture().remaining());
    } else if (event.hold() != null) {
      remaining.remove(event.hold());
    }
  }

  @Property
  void holdsStayWithinBalanceAndOverdraft(@ForAll("lives") List<Recorded> life) {
    for (var row : life) {
      for (var account : List.of(row.decided(), row.decided().at(row.at().plusSeconds(3_600)))) {
        assertFalse(account.held().isLessThan(ZERO), row::toString);
        assertFalse(account.available().isLessThan(ZERO), row::toString);
        assertFalse(account.balance().isLessThan(ZERO.minus(account.overdraft())), row::toString);
      }
    }
  }

  @Property
  void foldingTheEventsYieldsTheDecidedState(@ForAll("lives") List<Recorded> life) {
    var account = OPENED.applyTo(null);
    for (var row : life) {
      account = Lives.fold(account, row.events());
      assertEquals(row.decided(), account);
    }
  }

  @Property
  void anAccountBetweenItsEventsIsTheOneThatItsLapsesLeadTo(@ForAll("lives") List<Recorded> life) {
    for (var row : life) {
      for (int minutes = 0; minutes <= 300; minutes += 60) {
        var at = row.at().plus(Duration.ofMinutes(minutes));
        var lapsed = Lives.fold(row.decided(), HoldDecisions.lapses(row.decided(), at));
        assertEquals(row.decided().at(at), lapsed);
      }
    }
  }

  @Property
  void capturesTakeNoMoreThanWasHeld(@ForAll("lives") List<Recorded> life) {
    var left = new HashMap<Long, Money>();
    events(life)
        .forEach(
            event -> {
              if (event instanceof HoldPlaced placed) {
                left.put(placed.hold(), placed.amount());
              } else if (event instanceof BalanceWithdrawn && event.hold() != null) {
                left.merge(event.hold(), event.amount(), Money::minus);
                assertFalse(left.get(event.hold()).isLessThan(ZERO), event::toString);
              }
            });
  }

  @Property
  void aHoldEndsByItsExpiryFromThatMomentOnAndOtherwiseBefore(
      @ForAll("lives") List<Recorded> life) {
    var expiries = new HashMap<Long, Instant>();
    for (var row : life) {
      for (var event : row.events()) {
        if (event instanceof HoldPlaced placed) {
          expiries.put(placed.hold(), placed.expiresAt());
        } else if (event.hold() != null) {
          var isBefore = row.at().isBefore(expiries.get(event.hold()));
          assertEquals(!(event instanceof HoldExpired), isBefore, event::toString);
        }
      }
    }
  }

  @Property
  void lapsesStandInFrontOfACommandsOwnEvent(@ForAll("lives") List<Recorded> life) {
    for (var row : life) {
      var lapses = HoldDecisions.lapses(row.before(), row.at());
      assertEquals(lapses, row.events().subList(0, row.events().size() - 1));
      assertFalse(row.events().get(row.events().size() - 1) instanceof HoldExpired);
    }
  }

  @Property
  void nothingHappensAfterTheClosure(@ForAll("lives") List<Recorded> life) {
    for (var row : life.subList(0, Math.max(0, life.size() - 1))) {
      assertFalse(row.decided().isClosed());
    }
  }

  @Property
  void onlyCreditsAndWithdrawalsMoveMoney(@ForAll("lives") List<Recorded> life) {
    var balance = ZERO;
    for (var event : events(life).toList()) {
      if (event instanceof BalanceCredited) {
        balance = balance.plus(event.amount());
      } else if (event instanceof BalanceWithdrawn) {
        balance = balance.minus(event.amount());
      }
      assertEquals(balance, event.balance());
    }
  }

  @Property
  void restrictedDebitsStopEveryDebitButCaptures(@ForAll("lives") List<Recorded> life) {
    for (var row : life) {
      if (row.before().restrictions().debits()) {
        assertTrue(row.events().stream().noneMatch(HoldProperties::isDebit), row::toString);
      }
    }
  }

  private static boolean isDebit(AccountEvent event) {
    return event instanceof HoldPlaced
        || event instanceof AccountClosed
        || event instanceof BalanceWithdrawn && event.hold() == null;
  }

  private static Stream<AccountEvent> events(List<Recorded> life) {
    return life.stream().flatMap(row -> row.events().stream());
  }
}
