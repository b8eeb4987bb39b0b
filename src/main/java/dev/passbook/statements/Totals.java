package dev.passbook.statements;

import dev.passbook.account.Money;
import dev.passbook.eventstore.UnreadableHistory;
import java.util.List;

/**
 * The sums of the lines so far, and the balance to which they lead from the opening balance.
 *
 * @param lines how many lines there are
 */
record Totals(Money credits, Money debits, Money balance, long lines) {

  static Totals of(Statement statement) {
    var zero = Money.zero(statement.opening().currency());
    return new Totals(zero, zero, statement.opening(), 0);
  }

  /**
   * @throws UnreadableHistory if a line's balance is not the one that its amount leads to
   */
  Totals plus(List<StatementLine> page) {
    var sum = this;
    for (var line : page) {
      sum = sum.plus(line);
    }
    return sum;
  }

  private Totals plus(StatementLine line) {
    var amount = line.amount();
    var next =
        line.isCredit()
            ? new Totals(credits.plus(amount), debits, balance.plus(amount), lines + 1)
            : new Totals(credits, debits.plus(amount), balance.minus(amount), lines + 1);
    if (!next.balance().equals(line.event().event().balance())) {
      throw new UnreadableHistory(
          line.event().stream(),
          line.event().version(),
          "the recorded balance is not the one before it and the amount",
          null);
    }
    return next;
  }
}
