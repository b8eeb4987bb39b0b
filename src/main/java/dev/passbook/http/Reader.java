package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.banking.Answer;
import java.io.IOException;
import java.util.List;

/**
 * What the answers to a write show of the account.
 *
 * @param balances whether the token allows its bearer to read accounts
 * @param account whether the account is one that the caller may see; a till pays into others, too
 */
record Reader(boolean balances, boolean account) {
  private static final String BALANCE = "balance";
  private static final String VERSION = "version";

  static Reader of(Bearer bearer) {
    return new Reader(bearer.allows(Scope.ACCOUNTS_READ), true);
  }

  /** The same bearer, who writes to an account of somebody else. */
  Reader outside() {
    return new Reader(false, false);
  }

  ObjectNode shown(ObjectNode body) {
    return balances ? body : body.remove(List.of(BALANCE));
  }

  Problem shown(Problem problem) {
    return balances ? problem : problem.without(BALANCE);
  }

  /** A caller outside could otherwise watch the account move, without paying anything in. */
  Problem shownMismatch(Problem mismatch) {
    return account ? mismatch : mismatch.without(VERSION);
  }

  /**
   * Returns an answer that an idempotency key remembers. The first request may have come with a
   * token that allowed more.
   */
  Answer shown(Answer first) {
    return balances
        ? first
        : new Answer(first.status(), first.location(), first.etag(), shown(first.body()));
  }

  private String shown(String body) {
    try {
      return Json.text(shown((ObjectNode) Json.parse(body)));
    } catch (IOException e) {
      throw new IllegalStateException("every answer of this service is JSON", e);
    }
  }
}
