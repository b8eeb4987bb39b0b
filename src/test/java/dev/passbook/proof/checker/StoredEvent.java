package dev.passbook.proof.checker;

import java.math.BigDecimal;

/** An event as its row has it. Members that the type does not have are null. */
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

  /** What the client called it by, null for a closure. */
  String clientsName() {
    return is(CREATED) ? owner : reference;
  }

  /** What the event does to the balance. */
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
