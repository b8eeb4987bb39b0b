package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
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
    long toVersion,
    StoredDetails details) {

  static final String CREATED = "AccountCreated";
  static final String CREDITED = "BalanceCredited";
  static final String WITHDRAWN = "BalanceWithdrawn";
  static final String CLOSED = "AccountClosed";
  static final String HOLD_PLACED = "HoldPlaced";
  static final String HOLD_RELEASED = "HoldReleased";
  static final String HOLD_EXPIRED = "HoldExpired";
  static final String LIMITED = "AccountLimited";
  static final String RESTRICTED = "AccountRestricted";

  boolean is(String expected) {
    return type.equals(expected);
  }

  boolean isLegOfTransfer() {
    return transferId != null;
  }

  boolean isMovement() {
    return is(CREDITED) || is(WITHDRAWN);
  }

  /** Returns the name that the client chose, or null for an event that has none. */
  String clientsName() {
    return switch (type) {
      case CREATED -> owner;
      case LIMITED -> Command.nameOfLimit(account, details.overdraft());
      case RESTRICTED -> details.reason();
      default -> reference;
    };
  }

  /** Returns how the event changes the balance. */
  BigDecimal change() {
    return switch (type) {
      case CREDITED -> amount;
      case WITHDRAWN -> amount.negate();
      default -> BigDecimal.ZERO;
    };
  }

  /** Returns a copy at another place, perhaps of another account. */
  StoredEvent moved(String toAccount, long newVersion, String newAt) {
    return new StoredEvent(
        toAccount,
        newVersion,
        newAt,
        type,
        commandId,
        currency,
        balance,
        amount,
        owner,
        reference,
        transferId,
        to,
        toVersion,
        details);
  }

  StoredEvent with(BigDecimal newBalance, StoredDetails newDetails) {
    return new StoredEvent(
        account,
        version,
        at,
        type,
        commandId,
        currency,
        newBalance,
        amount,
        owner,
        reference,
        transferId,
        to,
        toVersion,
        newDetails);
  }

  StoredEvent named(String newReference) {
    return new StoredEvent(
        account,
        version,
        at,
        type,
        commandId,
        currency,
        balance,
        amount,
        owner,
        newReference,
        transferId,
        to,
        toVersion,
        details);
  }

  @Override
  public String toString() {
    return "%s at version %d of %s (amount %s, balance %s, %s, command %s, transfer %s, at %s, %s)"
        .formatted(
            type,
            version,
            account,
            amount,
            balance,
            clientsName(),
            commandId,
            transferId,
            at,
            details);
  }
}
