package dev.passbook.moves.importing;

import dev.passbook.account.AccountEvent;
import dev.passbook.account.Currency;
import dev.passbook.account.Money;
import dev.passbook.eventstore.RecordedEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/**
 * What an import makes of an account.
 *
 * @param oldId the earlier system's id
 * @param account the id in Passbook
 * @param currency null if the earlier system names one that does not exist
 * @param events the history, up to the entry with a fault if there is one
 * @param oldBalance what the earlier system would say that the balance is
 * @param balance what the events add up to; null without events
 */
public record ConvertedAccount(
    String oldId,
    UUID account,
    Currency currency,
    List<RecordedEvent<AccountEvent>> events,
    BigDecimal oldBalance,
    Money balance,
    Remarks remarks) {

  /**
   * Returns whether the account can be imported.
   *
   * @param doubtful whether an operator agreed to accounts whose earlier system contradicts itself
   */
  boolean isImportable(boolean doubtful) {
    return !remarks.has(Remark.Weight.FAULT) && (doubtful || !remarks.has(Remark.Weight.DOUBT));
  }
}
