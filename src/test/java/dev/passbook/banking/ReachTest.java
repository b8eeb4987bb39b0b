package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.decider.CommandResult;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** An account outside a caller's reach is missing, whichever other callers share the batch. */
class ReachTest {
  private static final Caller ADA = new Caller(new Holder("acme", "ada"), false);
  private static final Caller BOB = new Caller(new Holder("acme", "bob"), false);
  private static final Caller STRANGER = new Caller(new Holder("umbrella", "ada"), false);
  private static final Caller OPERATOR = new Caller(new Holder("acme", "olga"), true);

  private static final Caller STRANGERS_OPERATOR = new Caller(new Holder("umbrella", "otto"), true);

  private final HeldStore store = new HeldStore();
  private final TestBank bank = new TestBank(store);
  private final UUID adas = open(ADA);

  private UUID open(Caller caller) {
    var id = UUID.randomUUID();
    ask(caller, new OpenAccount(id, "A name", TestBank.EUR, caller.identity()));
    ask(caller, credit(id, "100"));
    return id;
  }

  private String ask(Caller caller, AccountCommand command) {
    return bank.reply(command, request(caller)).response().body();
  }

  private static CommandRequest request(Caller caller) {
    return new CommandRequest(caller, Optional.empty(), Optional.empty(), deadline());
  }

  private static CommandRequest keyed(Caller caller, String key) {
    return new CommandRequest(caller, Optional.of(key), Optional.empty(), deadline());
  }

  private CompletableFuture<CommandResult> send(Caller caller, AccountCommand command) {
    return bank.bank
        .handle(command, request(caller), new TestBank.Plain())
        .subscribeAsCompletionStage();
  }

  @Test
  void inOneBatchEachCallerSeesOnlyAccountsWithinReach() {
    store.hold();
    send(ADA, credit(adas, "1"));
    var bobs = send(BOB, withdraw(adas, "1"));
    var own = send(ADA, withdraw(adas, "2"));
    var strangers = send(STRANGER, credit(adas, "4"));
    var operators = send(OPERATOR, withdraw(adas, "8"));
    store.letThrough();
    assertFalse(bobs.isDone(), "nothing is said of a state that no commit has proven");
    store.letAllThrough();

    assertEquals("no account", bobs.join().response().body());
    assertEquals("BalanceWithdrawn 99.00 at version 4", own.join().response().body());
    assertEquals("no account", strangers.join().response().body());
    assertEquals("BalanceWithdrawn 91.00 at version 5", operators.join().response().body());
    assertEquals("91.00", bank.balance(adas));
  }

  @Test
  void anExpectedVersionIsNotComparedOutOfReach() {
    var wrong = Optional.of(Set.of(99L));
    var request = new CommandRequest(BOB, Optional.empty(), wrong, deadline());

    assertEquals(404, bank.reply(withdraw(adas, "1"), request).response().status());
  }

  @Test
  void aCreditReachesEveryAccountOfTheTenant() {
    assertEquals(201, bank.reply(credit(adas, "1"), request(BOB)).response().status());
    assertEquals(201, bank.reply(credit(adas, "1"), request(OPERATOR)).response().status());
    assertEquals(404, bank.reply(credit(adas, "1"), request(STRANGER)).response().status());
    assertEquals(
        404, bank.reply(credit(adas, "1"), request(STRANGERS_OPERATOR)).response().status());
  }

  @Test
  void aTransferNeedsAccessToThePayerAndTheSameTenantForThePayee() {
    var bobs = open(BOB);
    var strangers = open(STRANGER);

    assertEquals(404, bank.reply(transfer(bobs, adas, "1"), request(ADA)).response().status());
    assertEquals(404, bank.reply(transfer(adas, strangers, "1"), request(ADA)).response().status());
    assertEquals(
        404, bank.reply(transfer(adas, strangers, "1"), request(OPERATOR)).response().status());
    assertEquals(201, bank.reply(transfer(adas, bobs, "1"), request(ADA)).response().status());
    assertEquals(201, bank.reply(transfer(bobs, adas, "1"), request(OPERATOR)).response().status());
  }

  @Test
  void aKeyReplaysOnlyToItsCaller() {
    var first = bank.reply(withdraw(adas, "1"), keyed(ADA, "key"));
    var again = bank.reply(withdraw(adas, "1"), keyed(ADA, "key"));
    var bobs = bank.reply(withdraw(adas, "1"), keyed(BOB, "key"));
    var operators = bank.reply(withdraw(adas, "1"), keyed(OPERATOR, "key"));

    assertEquals(new CommandResult(first.response(), true), again);
    assertEquals(404, bobs.response().status());
    assertFalse(bobs.replayed());
    assertFalse(operators.replayed());
    assertEquals("98.00", bank.balance(adas));
  }

  @Test
  void everyReadIsLimitedToAccountsWithinReach() {
    var history = bank.history;
    var now = bank.clock.instant().plus(Duration.ofHours(1));
    TestBank.found(get(history.now(ADA, adas, deadline())));
    TestBank.found(get(history.event(ADA, adas, 1, deadline())));
    for (var caller : new Caller[] {BOB, STRANGER}) {
      assertMissing(history.now(caller, adas, deadline()));
      assertMissing(history.atVersion(caller, adas, 1, deadline()));
      assertMissing(history.atVersion(caller, adas, 99, deadline()));
      assertMissing(history.asOf(caller, adas, now, deadline()));
      assertMissing(history.forward(caller, adas, 0, 10, deadline()));
      assertMissing(history.forward(caller, adas, 99, 10, deadline()));
      assertMissing(history.backward(caller, adas, 99, 10, deadline()));
      assertMissing(history.event(caller, adas, 1, deadline()));
      assertFalse(get(history.canRead(caller, adas, deadline())));
    }
  }

  private static void assertMissing(Uni<? extends Lookup<?>> read) {
    assertEquals(Lookup.Missing.ACCOUNT, TestBank.missing(get(read)));
  }

  @Test
  void accountsWithoutHolderAreReadByOperatorsAndWrittenByNone() {
    var old = bank.openWith("5");

    assertMissing(bank.history.now(ADA, old, deadline()));
    TestBank.found(get(bank.history.now(OPERATOR, old, deadline())));
    TestBank.found(get(bank.history.event(OPERATOR, old, 1, deadline())));
    for (var caller : new Caller[] {ADA, OPERATOR, STRANGERS_OPERATOR}) {
      for (var command :
          new AccountCommand[] {
            credit(old, "1"), withdraw(old, "1"), transfer(old, adas, "1"), transfer(adas, old, "1")
          }) {
        assertEquals(404, bank.reply(command, request(caller)).response().status());
      }
    }
    assertEquals("5.00", bank.balance(old));
  }
}
