package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.found;
import static dev.passbook.banking.TestBank.missing;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.banking.TestCommands.give;
import static dev.passbook.banking.TestCommands.hold;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.HolderAccounts.Page;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An account that an operator gives to somebody else is gone for its old holder at once. */
class MovedAccountsTest {
  /** Nobody else's lists are in the shared table under this tenant. */
  private final String tenant = "tenant-" + UUID.randomUUID();

  private final Caller ada = new Caller(new Holder(tenant, "ada"), false);
  private final Caller bob = new Caller(new Holder(tenant, "bob"), false);
  private final Caller olga = new Caller(new Holder(tenant, "olga"), true);
  private final Caller stranger = new Caller(new Holder(tenant + "-2", "olga"), true);

  private final TestBank bank = instance();
  private final TestBank otherInstance = instance();
  private final HolderAccounts accounts =
      new HolderAccounts(
          TestTable.listing(TestTable.client(), new AccountCodec()), bank.history, bank.clock);
  private final UUID id = open(ada);

  private static TestBank instance() {
    return new TestBank(
        new DynamoDbEventStore<>(TestTable.client(), TestTable.config(10), new AccountCodec()));
  }

  private UUID open(Caller caller) {
    var account = UUID.randomUUID();
    ask(bank, caller, new OpenAccount(account, "A name", TestBank.EUR, caller.identity()));
    ask(bank, caller, credit(account, "100"));
    return account;
  }

  private static String ask(TestBank at, Caller caller, AccountCommand command) {
    var request = new CommandRequest(caller, Optional.empty(), Optional.empty(), deadline());
    return at.reply(command, request).response().body();
  }

  private List<UUID> listed(Caller caller) {
    return page(caller).accounts().stream()
        .map(view -> UUID.fromString(AccountIds.of(view.snapshot().stream())))
        .toList();
  }

  private Page page(Caller caller) {
    return get(accounts.of(caller, caller.identity(), Optional.empty(), 10, deadline()));
  }

  private void giveToBob() {
    assertEquals("HolderChanged 100.00 at version 3", ask(bank, olga, give(id, bob.identity())));
  }

  @Test
  void theOldHoldersReadsAreMissingAtOnceAndTheNewHoldersAreNot() {
    found(get(bank.history.now(ada, id, deadline())));
    giveToBob();

    for (var at : List.of(bank, otherInstance)) {
      assertEquals(Missing.ACCOUNT, missing(get(at.history.now(ada, id, deadline()))));
      assertEquals(Missing.ACCOUNT, missing(get(at.history.event(ada, id, 1, deadline()))));
      assertEquals(Missing.ACCOUNT, missing(get(at.history.forward(ada, id, 0, 9, deadline()))));
      assertEquals(Missing.ACCOUNT, missing(get(at.history.backward(ada, id, 9, 9, deadline()))));
      assertFalse(get(at.history.canRead(ada, id, deadline())));
      found(get(at.history.now(bob, id, deadline())));
      found(get(at.history.event(bob, id, 1, deadline())));
    }
  }

  /** Only today's holder reads the account's past. */
  @Test
  void theOldHolderDoesNotReadThePastEither() {
    var before = bank.clock.instant();
    bank.clock.advance(Duration.ofSeconds(1));
    giveToBob();

    assertEquals(Missing.ACCOUNT, missing(get(bank.history.atVersion(ada, id, 2, deadline()))));
    assertEquals(Missing.ACCOUNT, missing(get(bank.history.asOf(ada, id, before, deadline()))));
    found(get(bank.history.atVersion(bob, id, 2, deadline())));
    found(get(bank.history.asOf(bob, id, before, deadline())));
  }

  @Test
  void theOldHoldersWritesAreMissingAtOnceOnEveryInstance() {
    ask(otherInstance, ada, credit(id, "1"));
    assertEquals("HolderChanged 101.00 at version 4", ask(bank, olga, give(id, bob.identity())));

    assertEquals("no account", ask(bank, ada, withdraw(id, "1")));
    assertEquals("no account", ask(otherInstance, ada, withdraw(id, "1")));
    assertEquals("no account", ask(otherInstance, ada, hold(id, "1")));
    assertEquals(
        "BalanceWithdrawn 100.00 at version 5", ask(otherInstance, bob, withdraw(id, "1")));
  }

  @Test
  void theListsFollow() {
    bank.clock.advance(Duration.ofSeconds(1));
    var other = open(ada);
    assertEquals(List.of(id, other), listed(ada));
    assertEquals(List.of(), listed(bob));

    giveToBob();

    assertEquals(List.of(other), listed(ada));
    assertEquals(List.of(id), listed(bob));
  }

  @Test
  void anAccountWithoutAHolderComesIntoItsNewHoldersList() {
    var nobodys = bank.openWith("5");

    ask(bank, olga, give(nobodys, bob.identity()));

    assertEquals(List.of(nobodys), listed(bob));
    assertEquals("BalanceWithdrawn 4.00 at version 4", ask(bank, bob, withdraw(nobodys, "1")));
  }

  @Test
  void anAccountComesBackToItsFirstHolder() {
    giveToBob();
    ask(otherInstance, olga, give(id, ada.identity()));

    assertEquals(List.of(id), listed(ada));
    assertEquals(List.of(), listed(bob));
    found(get(bank.history.now(ada, id, deadline())));
  }

  @Test
  void anotherTenantsOperatorCanNotGiveTheAccountAway() {
    assertEquals("no account", ask(bank, stranger, give(id, stranger.identity())));
    assertEquals(List.of(id), listed(ada));
  }

  /** The operators of every tenant may read an account without a holder. */
  @Test
  void noOtherTenantReadsThePastInWhichTheAccountHadNoHolder() {
    var nobodys = bank.openWith("5");
    found(get(bank.history.atVersion(stranger, nobodys, 2, deadline())));

    ask(bank, olga, give(nobodys, bob.identity()));

    assertEquals(
        Missing.ACCOUNT, missing(get(bank.history.atVersion(stranger, nobodys, 2, deadline()))));
  }

  @Test
  void theAccountItselfGoesOn() {
    ask(bank, ada, hold(id, "30"));
    ask(bank, olga, give(id, bob.identity()));

    var account = bank.state(id).state();
    assertEquals(bob.identity(), account.holder());
    assertEquals("70.00", account.available().value().toPlainString());
  }
}
