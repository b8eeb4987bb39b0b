package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.dynamodb.TestTable;
import dev.passbook.eventstore.dynamodb.calls.MeteredClient;
import dev.passbook.eventstore.dynamodb.calls.StoreCall;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/**
 * Counts the units that the database charges for keyed writes without transactions. It does not say
 * what a refused put costs, which is one write unit.
 */
class KeyedPutsCostTest {
  private final List<StoreCall> calls = new CopyOnWriteArrayList<>();
  private final DynamoDbAsyncClient client = MeteredClient.of(new Noted());
  private final TestBank bank = new TestBank(TestTable.keyedByPuts(client, new AccountCodec()));
  private final String key = UUID.randomUUID().toString();

  private final class Noted implements StoreMetrics {
    @Override
    public void called(StoreCall call) {
      calls.add(call);
    }

    @Override
    public void written(Settlement settlement) {
      // Only the calls count here.
    }

    @Override
    public void readFurtherBack() {
      // Only the calls count here.
    }

    @Override
    public void mended() {
      // Only the calls count here.
    }
  }

  @AfterEach
  void closeTheClient() {
    client.close();
  }

  private void assertCalls(String... expected) {
    assertEquals(
        List.of(expected),
        calls.stream()
            .map(it -> it.operation() + " " + (it.failure() == null ? it.units() : it.failure()))
            .toList());
  }

  private OpenAccount opening() {
    return new OpenAccount(UUID.randomUUID(), "Ada", TestBank.EUR);
  }

  @Test
  void aKeyedOpeningIsOneWriteUnit() {
    bank.ask(opening(), key);

    assertCalls("PutItem 1.0");
  }

  @Test
  void aReplayOfAnOpeningIsARefusedPut() {
    bank.ask(opening(), key);
    calls.clear();

    bank.ask(opening(), key);

    assertCalls("PutItem refused");
  }

  @Test
  void aKeyedCreditIsTwoWriteUnits() {
    var id = bank.open();
    calls.clear();

    bank.ask(credit(id, "5"), key);

    assertCalls("PutItem 1.0", "PutItem 1.0");
  }

  @Test
  void aReplayIsARefusedPutAndHalfAReadUnit() {
    var id = bank.open();
    bank.ask(credit(id, "5"), key);
    calls.clear();

    bank.ask(credit(id, "5"), key);

    assertCalls("PutItem refused", "GetItem 0.5");
  }

  @Test
  void aRefusalIsAQueryAndTheMarker() {
    var id = bank.open();
    calls.clear();

    bank.ask(withdraw(id, "5"), key);

    assertCalls("Query 1.0", "PutItem 1.0");
  }

  @Test
  void aTransferIsStillATransaction() {
    var from = bank.openWith("5");
    var to = bank.open();
    calls.clear();

    bank.ask(transfer(from, to, "5"), key);

    assertEquals(List.of("TransactWriteItems"), calls.stream().map(StoreCall::operation).toList());
  }
}
