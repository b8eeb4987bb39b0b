package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
import java.math.BigDecimal;
import java.util.Optional;

/** The rules of the bank in the order of the contract: closed, restricted, hold, funds, limits. */
final class Verdict {
  private Verdict() {}

  /**
   * Returns the problem with which a request is refused, if it is.
   *
   * @param state the account that the request is about, or that pays, without lapsed holds
   * @param original the event to reverse, or null
   */
  static Optional<String> on(State state, Command command, StoredEvent original) {
    if (state.isClosed()) {
      return Optional.of("account-closed");
    }
    if (original == null && command.kind().isReversal()) {
      return Optional.of("nothing to reverse");
    }
    if (original != null && !isReversible(command, original)) {
      return Optional.of("not-reversible");
    }
    return Optional.ofNullable(
        switch (command.kind()) {
          case CREDIT -> state.controls().credits() ? "account-restricted" : null;
          case WITHDRAW, TRANSFER ->
              command.isCapture()
                  ? capture(state, command)
                  : debit(state, command.amount(), state.controls().debits());
          case HOLD -> hold(state, command);
          case RELEASE -> isActive(state, command) ? null : "hold-not-active";
          case CLOSE -> closure(state);
          case LIMIT -> command.amount().compareTo(state.used()) < 0 ? "limit-below-use" : null;
          case REVERSE, REVERSE_TRANSFER -> reversal(state, original);
          default -> null;
        });
  }

  /** Returns the problem with which a transfer to this account is refused, if it is. */
  static Optional<String> onPayee(State state, Command command) {
    if (state.isClosed()) {
      return Optional.of("account-closed");
    }
    boolean restricted = state.controls().credits() && command.kind() == Command.Kind.TRANSFER;
    return restricted ? Optional.of("account-restricted") : Optional.empty();
  }

  private static boolean isReversible(Command command, StoredEvent original) {
    return command.kind() == Command.Kind.REVERSE_TRANSFER
        ? original.details().toReverses() == null
        : original.isMovement()
            && !original.isLegOfTransfer()
            && original.details().reverses() == null;
  }

  private static String reversal(State state, StoredEvent original) {
    return original.is(StoredEvent.CREDITED) || original.isLegOfTransfer()
        ? debit(state, original.amount(), false)
        : null;
  }

  private static String debit(State state, BigDecimal amount, boolean restricted) {
    if (restricted) {
      return "account-restricted";
    }
    return state.available().compareTo(amount) < 0 ? "insufficient-funds" : null;
  }

  private static String capture(State state, Command command) {
    if (!isActive(state, command)) {
      return "hold-not-active";
    }
    BigDecimal remaining = state.controls().hold(command.terms().hold()).get().remaining();
    return command.amount().compareTo(remaining) > 0 ? "hold-exceeded" : null;
  }

  private static boolean isActive(State state, Command command) {
    return state.controls().hold(command.terms().hold()).isPresent();
  }

  private static String hold(State state, Command command) {
    if (!state.controls().debits() && state.controls().holds().size() >= Checker.MOST_HOLDS) {
      return "too-many-holds";
    }
    return debit(state, command.amount(), state.controls().debits());
  }

  private static String closure(State state) {
    if (state.controls().debits()) {
      return "account-restricted";
    }
    if (!state.controls().holds().isEmpty()) {
      return "holds-outstanding";
    }
    return state.balance().signum() == 0 ? null : "balance-not-zero";
  }
}
