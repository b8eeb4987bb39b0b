package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;

/** Which accounts and events a request is about. */
final class Originals {
  private Originals() {}

  /** Returns the account that pays, or the only one. Who takes a transfer back pays in reverse. */
  static String payer(Command command) {
    return command.kind() == Kind.REVERSE_TRANSFER ? command.to() : command.account();
  }

  static String payee(Command command) {
    return command.kind() == Kind.REVERSE_TRANSFER ? command.account() : command.to();
  }

  /** Returns the event that the request is to reverse, or null. */
  static StoredEvent of(Run run, Command command) {
    return command.kind().isReversal() ? run.event(command.account(), command.version()) : null;
  }
}
