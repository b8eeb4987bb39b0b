package dev.passbook.banking;

import static dev.passbook.banking.TestBank.amount;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommands.Credit;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.eventstore.StreamId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Markers outlive a deployment, so keys and fingerprints must stay the same to the byte. */
class IdempotencyKeysTest {
  private static final UUID ACCOUNT = UUID.fromString("3b9ac9ff-0000-4000-8000-000000000001");
  private static final AccountCommand CREDIT = new Credit(ACCOUNT, amount("10"), "rent");

  @Test
  void aKeyHasTheSameMarkerAsInEarlierReleases() {
    assertEquals(
        "440bb33e9b9aad0a70a8ffd88c07c84e977e9e89d87075224de5718100c57b3e",
        IdempotencyKeys.marker(Caller.ANYONE, CREDIT, "key-1"));
    assertEquals(
        "e1da1fadd9af5520ece5475a86b35244b3fa1f397b1812ebca0cfb374ef1be88",
        IdempotencyKeys.fingerprint(CREDIT));
  }

  @Test
  void partsDoNotRunTogether() {
    assertNotEquals(
        IdempotencyKeys.fingerprint(new OpenAccount(ACCOUNT, null, TestBank.EUR)),
        IdempotencyKeys.fingerprint(new OpenAccount(ACCOUNT, "", TestBank.EUR)));
    assertNotEquals(
        IdempotencyKeys.marker(Caller.ANYONE, CREDIT, "a"),
        IdempotencyKeys.marker(Caller.ANYONE, CREDIT, "b"));
  }

  @Test
  void keysOfTwoCallersDoNotCollide() {
    var ada = new Caller(new Holder("acme", "ada"), false);
    var bob = new Caller(new Holder("acme", "bob"), false);
    var stranger = new Caller(new Holder("umbrella", "ada"), false);

    assertEquals(
        4,
        Stream.of(Caller.ANYONE, ada, bob, stranger)
            .map(caller -> IdempotencyKeys.marker(caller, CREDIT, "key-1"))
            .distinct()
            .count());
  }

  /** Otherwise a retry after a deployment would open a second account. */
  @Test
  void aKeyNamesTheSameAccountForEver() {
    var opening = new OpenAccount(ACCOUNT, "Ada", TestBank.EUR);

    var named = IdempotencyKeys.command(Caller.ANYONE, opening, "key-1").streams();

    assertEquals(List.of(new StreamId("account-dd9c12fd-521e-8024-98ef-01163a1f66f0")), named);
    var id = AccountIds.parse(AccountIds.of(named.get(0))).orElseThrow();
    assertEquals(8, id.version());
    assertEquals(2, id.variant());
  }

  @Test
  void theNameDependsOnTheCallerAndTheKeyAlone() {
    var ada = new Caller(new Holder("acme", "ada"), false);
    var first = new OpenAccount(ACCOUNT, "Ada", TestBank.EUR);
    var other = new OpenAccount(UUID.randomUUID(), "Bob", TestBank.EUR);

    assertEquals(
        IdempotencyKeys.command(ada, first, "k").streams(),
        IdempotencyKeys.command(ada, other, "k").streams());
    assertNotEquals(
        IdempotencyKeys.command(ada, first, "k").streams(),
        IdempotencyKeys.command(Caller.ANYONE, first, "k").streams());
    assertNotEquals(
        IdempotencyKeys.command(ada, first, "k").streams(),
        IdempotencyKeys.command(ada, first, "l").streams());
  }

  @Test
  void aKeyNamesNoAccountOfAnotherCommand() {
    var credit = IdempotencyKeys.command(Caller.ANYONE, CREDIT, "key-1");

    assertEquals(List.of(AccountIds.stream(ACCOUNT)), credit.streams());
    assertFalse(credit.isStreamNamedByKey());
  }

  @Test
  void theGeneratedAccountIdIsNotPartOfTheRequest() {
    var retry = new OpenAccount(UUID.randomUUID(), "Ada", TestBank.EUR);
    var first = new OpenAccount(ACCOUNT, "Ada", TestBank.EUR);

    assertEquals(IdempotencyKeys.fingerprint(first), IdempotencyKeys.fingerprint(retry));
    assertEquals(
        IdempotencyKeys.marker(Caller.ANYONE, first, "k"),
        IdempotencyKeys.marker(Caller.ANYONE, retry, "k"));
  }
}
