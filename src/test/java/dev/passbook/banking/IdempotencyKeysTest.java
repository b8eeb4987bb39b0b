package dev.passbook.banking;

import static dev.passbook.banking.TestBank.amount;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommands.Credit;
import dev.passbook.banking.AccountCommands.OpenAccount;
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
