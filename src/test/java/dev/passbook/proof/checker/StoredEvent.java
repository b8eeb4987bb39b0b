package dev.passbook.proof.checker;

import java.math.BigDecimal;

/** An event as stored in its row. Members that the type doesn't have are null. */
public record StoredEvent(
    String account,
    long version,
    String at,
    String type,
    String commandId,
    String currency,
    BigDecimal balance,
    BigDecimal amount,
    String owner,
    String reference,
    String transferId,
    String to,
    long toVersion) {

  static final String CREATED = "AccountCreated";
  static final String CREDITED = "BalanceCredited";
  static final String WITHDRAWN = "BalanceWithdrawn";
  static final String CLOSED = "AccountClosed";

  boolean is(String expected) {
    return type.equals(expected);
  }

  boolean isLegOfTransfer() {
    return transferId != null;
  }

  /** Returns the reference that the client chose, or null for a closure. */
  String clientsName() {
    return is(CREATED) ? owner : reference;
  }

  /** Returns how the event changes the balance. */
  BigDecimal change() {
    return switch (type) {
      case CREDITED -> amount;
      case WITHDRAWN -> amount.negate();
      default -> BigDecimal.ZERO;
    };
  }

  @Override
  public String toString() {
    return "%s at version %d of %s (amount %s, balance %s, %s, command %s, transfer %s, at %s)"
        .formatted(
            type, version, account, amount, balance, clientsName(), commandId, transferId, at);
  }
}
