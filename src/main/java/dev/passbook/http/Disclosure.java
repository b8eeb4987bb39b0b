package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.decider.CommandResponse;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.Scope;
import dev.passbook.http.problem.Problem;
import dev.passbook.http.syntax.Json;
import java.io.IOException;
import java.util.List;

/**
 * What the response to a write shows of the account.
 *
 * @param balances whether the token allows its bearer to read accounts
 * @param account whether the caller may see the account, since a till also pays into others
 */
record Disclosure(boolean balances, boolean account) {
  /** From each of these members a balance could be computed. */
  private static final List<String> BALANCES =
      List.of("balance", "held", "available", "overdraft", "used");

  private static final String VERSION = "version";

  static Disclosure of(Bearer bearer) {
    return new Disclosure(bearer.allows(Scope.ACCOUNTS_READ), true);
  }

  /** Returns the redaction for an account that the caller may not read. */
  Disclosure outside() {
    return new Disclosure(false, false);
  }

  ObjectNode shown(ObjectNode body) {
    return balances ? body : body.remove(BALANCES);
  }

  Problem shown(Problem problem) {
    return balances ? problem : problem.without(BALANCES);
  }

  /**
   * Hides the version from a caller outside. Otherwise it could watch the account change without
   * paying in.
   */
  Problem shownMismatch(Problem mismatch) {
    return account ? mismatch : mismatch.without(List.of(VERSION));
  }

  /** Redacts a stored first response. The first request may have had a token that allows more. */
  CommandResponse shown(CommandResponse first) {
    return balances
        ? first
        : new CommandResponse(first.status(), first.location(), first.etag(), shown(first.body()));
  }

  private String shown(String body) {
    try {
      return Json.text(shown((ObjectNode) Json.parse(body)));
    } catch (IOException e) {
      throw new IllegalStateException("every answer of this service is JSON", e);
    }
  }
}
