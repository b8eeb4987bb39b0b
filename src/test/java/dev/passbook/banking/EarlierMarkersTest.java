package dev.passbook.banking;

import static dev.passbook.banking.TestBank.EUR;
import static dev.passbook.banking.TestBank.keyed;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Currencies;
import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.decider.CommandResponse;
import dev.passbook.decider.CommandResult;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Marker;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Idempotency keys stay valid across a deployment. */
class EarlierMarkersTest {
  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
  private static final CommandResponse FIRST =
      new CommandResponse(201, "/accounts/1", "\"1\"", "{}");

  /**
   * The fingerprint of releases that recorded the default currency as if it was sent: Ada, in EUR.
   */
  private static final String EARLIER =
      "124b909f151293689da7071c4679ed8a2341d78542f60a21904324e57b6beab1";

  private final TestBank bank = TestBank.inMemory();

  /** Returns an opening for which the client sent only the owner. */
  private static OpenAccount withoutCurrency(String code) {
    var sent = AccountCommand.content("Ada", null, null);
    return new OpenAccount(UUID.randomUUID(), "Ada", Currencies.of(code), null, sent);
  }

  private static OpenAccount withCurrency(String code) {
    return new OpenAccount(UUID.randomUUID(), "Ada", Currencies.of(code));
  }

  @Test
  void theFingerprintOfAnEarlierReleaseIsKnown() {
    assertEquals(EARLIER, IdempotencyKeys.earlierFingerprint(withoutCurrency("EUR")));
    assertEquals(EARLIER, IdempotencyKeys.earlierFingerprint(withCurrency("EUR")));
  }

  @Test
  void aRetryFindsTheResponseOfAnEarlierRelease() {
    rememberAs(EARLIER);

    for (var retry : List.of(withoutCurrency("EUR"), withCurrency("EUR"))) {
      assertEquals(new CommandResult(FIRST, true), bank.ask(retry, "key"));
    }
    assertFalse(bank.ask(withCurrency("USD"), "key").replayed());
  }

  /** The amount was within the limits of its time. */
  @Test
  void aRetryThatWouldBeFlawedTodayFindsItsFirstResponse() {
    var credit = TestBank.credit(bank.open(), "500000000000");
    remember(credit, IdempotencyKeys.fingerprint(credit));

    assertEquals(new CommandResult(FIRST, true), bank.ask(credit, "key"));
  }

  private void rememberAs(String fingerprint) {
    remember(withCurrency("EUR"), fingerprint);
  }

  private void remember(AccountCommand command, String fingerprint) {
    var key = IdempotencyKeys.marker(Caller.ANYONE, command, "key");
    var marker =
        new Marker(key, fingerprint, "command-1", FIRST.members(), AT, AT.plus(TestBank.RETENTION));
    get(bank.store.commit(new Commit<>(List.of(), List.of(marker)), deadline()));
  }

  @Test
  void anotherDefaultDoesNotMakeAnotherRequest() {
    var first = bank.ask(withoutCurrency("EUR"), "key");

    var retry = bank.reply(withoutCurrency("USD"), keyed("key"));

    assertTrue(retry.replayed());
    assertEquals(first.response(), retry.response());
  }

  @Test
  void anOmittedCurrencyIsAnotherRequestThanAnExplicitOne() {
    bank.ask(withoutCurrency("EUR"), "one");
    bank.ask(withCurrency("EUR"), "two");

    assertFalse(bank.ask(withCurrency("EUR"), "one").replayed());
    assertFalse(bank.ask(withoutCurrency("EUR"), "two").replayed());
  }

  @Test
  void aSentSubjectIsPartOfTheRequest() {
    var ada = new Holder("acme", "ada");
    var plain = AccountCommand.content("Ada", "EUR", null);
    var named = AccountCommand.content("Ada", "EUR", "ada");

    assertNotEquals(
        IdempotencyKeys.fingerprint(new OpenAccount(UUID.randomUUID(), "Ada", EUR, ada, plain)),
        IdempotencyKeys.fingerprint(new OpenAccount(UUID.randomUUID(), "Ada", EUR, ada, named)));
  }
}
