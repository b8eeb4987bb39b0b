package dev.passbook.banking;

import static dev.passbook.banking.TestBank.close;
import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.withdraw;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.CommandResult;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An account that the key of its opening names, written by one instance with each setting. */
class NamedAccountsTest {
  private final TestBank puts =
      new TestBank(TestTable.keyedByPuts(TestTable.client(), new AccountCodec()));
  private final TestBank transactions = new TestBank(TestTable.storeOf(new AccountCodec()));
  private final String key = UUID.randomUUID().toString();
  private final OpenAccount opening = new OpenAccount(UUID.randomUUID(), "Ada", TestBank.EUR);
  private final UUID named =
      IdempotencyKeys.command(Caller.ANYONE, opening, key).streams().stream()
          .map(AccountIds::of)
          .map(UUID::fromString)
          .findFirst()
          .orElseThrow();

  private void assertReplayed(CommandResult first) {
    for (var instance : List.of(puts, transactions)) {
      assertEquals(new CommandResult(first.response(), true), instance.ask(opening, key));
    }
  }

  @Test
  void aRetryGetsTheFirstResponseHoweverFarTheAccountIs() {
    var first = puts.ask(opening, key);
    puts.ask(credit(named, "5"));
    transactions.ask(credit(named, "5"));
    assertReplayed(first);

    puts.ask(withdraw(named, "10"));
    puts.ask(close(named));

    assertReplayed(first);
    assertEquals(5, puts.version(named));
  }

  @Test
  void aRetryFindsTheRowOfATransaction() {
    assertReplayed(transactions.ask(opening, key));

    assertEquals(1, puts.version(named));
  }

  @Test
  void anotherRequestWithTheKeyIsRefused() {
    puts.ask(opening, key);
    var other = new OpenAccount(UUID.randomUUID(), "Bob", TestBank.EUR);

    for (var instance : List.of(puts, transactions)) {
      assertEquals("key reused", instance.ask(other, key).response().body());
    }
  }
}
