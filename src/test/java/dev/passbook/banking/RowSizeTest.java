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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A row costs one write unit up to 1024 bytes, also the largest of an everyday account. */
class RowSizeTest {
  private static final int WRITE_UNIT = 1_024;
  private static final int HOLDS = 20;
  private static final Holder HOLDER = new Holder("acme", "9b2f4a52-6f0c-4d6e-9d0b-0f6f6a3f1c11");
  private static final Caller CALLER = new Caller(HOLDER, false);
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final TestBank bank =
      new TestBank(
          new DynamoDbEventStore<>(TestTable.client(), TestTable.config(10), new AccountCodec()));
  private final UUID id = open();

  private UUID open() {
    var account = UUID.randomUUID();
    ask(new OpenAccount(account, "Ada Lovelace", TestBank.EUR, HOLDER));
    ask(new Credit(account, TestBank.amount("98765432.10"), "salary of January"));
    return account;
  }

  private void ask(AccountCommand command) {
    var request =
        new CommandRequest(
            CALLER,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(TRACE),
            Tallies.deadline());
    assertEquals(201, bank.reply(command, request).response().status());
  }

  /** Fills versions 4 to 28, so that the next snapshot is at version 30. */
  private void holdsAndMovements() {
    ask(limit(id, "12345.67"));
    for (int i = 0; i < HOLDS; i++) {
      ask(hold(id, "1234567.89"));
    }
    for (long version = 4 + HOLDS; version <= 29; version++) {
      ask(new Credit(id, TestBank.amount("12345.67"), "invoice 2026-01-4711"));
    }
  }

  private Map<String, AttributeValue> newestRow() {
    var rows = TestTable.rows(AccountIds.stream(id));
    return rows.get(rows.size() - 1);
  }

  private void assertOneWriteUnit() {
    var row = newestRow();
    assertEquals("30", row.get("Version").n());
    assertEquals(24 * HOLDS, row.get("Snapshot").m().get("Holds").b().asByteArray().length);
    var size = ItemSize.of(row);
    assertTrue(size <= WRITE_UNIT, () -> "the row takes " + size + " bytes");
  }

  @Test
  void aMovementBesideTwentyHoldsWithTraceActorAndSnapshotIsOneWriteUnit() {
    holdsAndMovements();

    ask(new Credit(id, TestBank.amount("12345.67"), "invoice 2026-01-4711"));

    assertOneWriteUnit();
  }

  @Test
  void theTwentiethHoldWithTraceActorAndSnapshotIsOneWriteUnit() {
    ask(limit(id, "12345.67"));
    for (long version = 4; version <= 10; version++) {
      ask(new Credit(id, TestBank.amount("12345.67"), "invoice 2026-01-4711"));
    }
    for (int i = 0; i < HOLDS; i++) {
      ask(hold(id, "1234567.89"));
    }

    assertOneWriteUnit();
  }
}
