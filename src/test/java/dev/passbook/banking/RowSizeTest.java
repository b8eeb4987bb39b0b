package dev.passbook.banking;

import static dev.passbook.banking.TestCommands.hold;
import static dev.passbook.banking.TestCommands.limit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommands.Credit;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.ItemSize;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * A row costs one write unit up to 1024 bytes, also the largest of an everyday account. Every row
 * here has a snapshot and a chain.
 */
class RowSizeTest {
  private static final int WRITE_UNIT = 1_024;
  private static final int HOLDS = 20;
  private static final Holder HOLDER = new Holder("acme", "9b2f4a52-6f0c-4d6e-9d0b-0f6f6a3f1c11");
  private static final Caller CALLER = new Caller(HOLDER, false);
  private static final Optional<String> TRACE =
      Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

  private final TestBank bank =
      new TestBank(
          new DynamoDbEventStore<>(TestTable.client(), TestTable.config(10), new AccountCodec()));
  private final UUID id = UUID.randomUUID();

  private void ask(Caller caller, Optional<String> trace, AccountCommand command) {
    var request =
        new CommandRequest(
            caller,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            trace,
            Tallies.deadline());
    assertEquals(201, bank.reply(command, request).response().status());
  }

  /** Fills versions 1 to 29, so that the next snapshot is at version 30. */
  private void open(Caller caller, int holds) {
    ask(caller, TRACE, new OpenAccount(id, "Ada Lovelace", TestBank.EUR, caller.identity()));
    ask(caller, TRACE, new Credit(id, TestBank.amount("98765432.10"), "salary of January"));
    ask(caller, TRACE, limit(id, "12345.67"));
    for (int i = 0; i < holds; i++) {
      ask(caller, TRACE, hold(id, "1234567.89"));
    }
    for (long version = 4 + holds; version <= 29; version++) {
      ask(caller, TRACE, credit(id));
    }
  }

  private void assertOneWriteUnit(int holds) {
    var rows = TestTable.rows(AccountIds.stream(id));
    var row = rows.get(rows.size() - 1);
    assertEquals("30", row.get("Version").n());
    assertEquals(24 * holds, row.get("Snapshot").m().get("Holds").b().asByteArray().length);
    assertEquals(32, row.get("Chain").b().asByteArray().length);
    var size = ItemSize.of(row);
    assertTrue(size <= WRITE_UNIT, () -> "the row takes " + size + " bytes");
  }

  private static AccountCommand credit(UUID id) {
    return new Credit(id, TestBank.amount("12345.67"), "invoice 2026-01-4711");
  }

  @Test
  void aMovementBesideTwentyHoldsWithAnActorIsOneWriteUnit() {
    open(CALLER, HOLDS);

    ask(CALLER, Optional.empty(), credit(id));

    assertOneWriteUnit(HOLDS);
  }

  @Test
  void aMovementBesideTwentyHoldsWithATraceIsOneWriteUnit() {
    open(Caller.ANYONE, HOLDS);

    ask(Caller.ANYONE, TRACE, credit(id));

    assertOneWriteUnit(HOLDS);
  }

  @Test
  void aMovementBesideNineteenHoldsWithTraceAndActorIsOneWriteUnit() {
    open(CALLER, HOLDS - 1);

    ask(CALLER, TRACE, credit(id));

    assertOneWriteUnit(HOLDS - 1);
  }

  @Test
  void theTwentiethHoldWithAnActorIsOneWriteUnit() {
    ask(CALLER, TRACE, new OpenAccount(id, "Ada Lovelace", TestBank.EUR, HOLDER));
    ask(CALLER, TRACE, new Credit(id, TestBank.amount("98765432.10"), "salary of January"));
    ask(CALLER, TRACE, limit(id, "12345.67"));
    for (long version = 4; version <= 10; version++) {
      ask(CALLER, TRACE, credit(id));
    }
    for (int i = 0; i < HOLDS; i++) {
      ask(CALLER, Optional.empty(), hold(id, "1234567.89"));
    }

    assertOneWriteUnit(HOLDS);
  }
}
