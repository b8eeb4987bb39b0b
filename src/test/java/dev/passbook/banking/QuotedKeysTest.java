package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.decider.CommandResponse;
import dev.passbook.decider.CommandResult;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Marker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Earlier releases took a key's quotation marks as part of the key. */
class QuotedKeysTest {
  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
  private static final CommandResponse FIRST =
      new CommandResponse(201, "/accounts/1", "\"1\"", "{}");

  private final TestBank bank = TestBank.inMemory();
  private final UUID id = bank.openWith("10");

  private static CommandRequest quoted() {
    return new CommandRequest(
        Caller.ANYONE,
        Optional.of("k"),
        Optional.of("\"k\""),
        Optional.empty(),
        Optional.empty(),
        deadline());
  }

  private void rememberAsAnEarlierRelease(AccountCommand command) {
    var key = IdempotencyKeys.marker(Caller.ANYONE, command, "\"k\"");
    var fingerprint = IdempotencyKeys.fingerprint(command);
    var marker =
        new Marker(key, fingerprint, "command-1", FIRST.members(), AT, AT.plus(TestBank.RETENTION));
    get(bank.store.commit(new Commit<>(List.of(), List.of(marker)), deadline()));
  }

  @Test
  void aRetryAfterTheUpgradeIsNotAppliedAgain() {
    rememberAsAnEarlierRelease(credit(id, "5"));

    assertEquals(new CommandResult(FIRST, true), bank.reply(credit(id, "5"), quoted()));
    assertEquals("key reused", bank.reply(credit(id, "6"), quoted()).response().body());
    assertEquals("10.00", bank.balance(id));
  }

  @Test
  void withoutQuotationMarksItWasAnotherKey() {
    rememberAsAnEarlierRelease(credit(id, "5"));

    assertFalse(bank.ask(credit(id, "5"), "k").replayed());
    assertEquals("15.00", bank.balance(id));
  }

  @Test
  void aQuotedAndAnUnquotedKeyAreTheSameKey() {
    var first = bank.reply(credit(id, "5"), quoted());

    assertFalse(first.replayed());
    assertEquals(new CommandResult(first.response(), true), bank.ask(credit(id, "5"), "k"));
    assertEquals(new CommandResult(first.response(), true), bank.reply(credit(id, "5"), quoted()));
    assertEquals("15.00", bank.balance(id));
  }

  @Test
  void theFirstResponseIsFoundWithoutADecision() {
    var renderer = new TestBank.Plain();
    assertTrue(get(bank.bank.firstResponse(credit(id, "5"), quoted(), renderer)).isEmpty());
    rememberAsAnEarlierRelease(credit(id, "5"));

    assertEquals(
        Optional.of(new CommandResult(FIRST, true)),
        get(bank.bank.firstResponse(credit(id, "5"), quoted(), renderer)));
    assertEquals("10.00", bank.balance(id));
  }
}
