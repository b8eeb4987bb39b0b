package dev.passbook.statements;

import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Money;
import dev.passbook.eventstore.RecordedEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** A movement of money. Only movements change the balance, so other events have no line. */
record StatementLine(RecordedEvent<AccountEvent> event) {

  static List<StatementLine> of(List<RecordedEvent<AccountEvent>> events) {
    return events.stream().flatMap(StatementLine::of).toList();
  }

  private static Stream<StatementLine> of(RecordedEvent<AccountEvent> event) {
    var moves =
        event.event() instanceof BalanceCredited || event.event() instanceof BalanceWithdrawn;
    return moves ? Stream.of(new StatementLine(event)) : Stream.empty();
  }

  boolean isCredit() {
    return event.event() instanceof BalanceCredited;
  }

  /** Returns the amount, always above zero. */
  Money amount() {
    return event.event().amount();
  }

  /** Returns the amount, below zero for a withdrawal. */
  BigDecimal signedAmount() {
    return isCredit() ? amount().value() : amount().value().negate();
  }
}
