package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.request;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.banking.TestCommands.EXPIRY;
import static dev.passbook.banking.TestCommands.capture;
import static dev.passbook.banking.TestCommands.captureByTransfer;
import static dev.passbook.banking.TestCommands.captureSome;
import static dev.passbook.banking.TestCommands.give;
import static dev.passbook.banking.TestCommands.hold;
import static dev.passbook.banking.TestCommands.limit;
import static dev.passbook.banking.TestCommands.release;
import static dev.passbook.banking.TestCommands.restrict;
import static dev.passbook.banking.TestCommands.reverse;
import static dev.passbook.banking.TestCommands.reverseTransfer;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Holder;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Counts the DynamoDB requests of holds, of operators' commands and of dry runs. */
class HoldCostTest {
  private static final String PUT = "put";
  private static final String QUERY = "query of 10";

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final TestBank bank = instance();
  private final TestBank otherInstance = instance();
  private final UUID id = bank.openWith("100");

  private TestBank instance() {
    return new TestBank(new DynamoDbEventStore<>(client, TestTable.config(10), new AccountCodec()));
  }

  private void assertCost(AccountCommand command, String... requests) {
    client.takeSent();
    var response = bank.reply(command, request()).response();
    assertEquals(201, response.status(), response.body());
    assertSent(requests);
  }

  private void assertSent(String... requests) {
    assertEquals(
        List.of(requests), client.takeSent().stream().map(HoldCostTest::describe).toList());
  }

  private static String describe(DynamoDbRequest request) {
    if (request instanceof QueryRequest query) {
      return "query of " + query.limit();
    }
    if (request instanceof TransactWriteItemsRequest transaction) {
      var puts = transaction.transactItems().stream().filter(item -> item.put() != null).count();
      var updates = transaction.transactItems().size() - puts;
      return "transaction of " + puts + " puts" + (updates == 0 ? "" : ", " + updates + " update");
    }
    if (request instanceof GetItemRequest) {
      return "get";
    }
    return request instanceof PutItemRequest ? PUT : request.toString();
  }

  @Test
  void onACachedStateAHoldAndEachOfItsEndsAreOnePut() {
    assertCost(hold(id, "30"), PUT);
    assertCost(captureSome(id, 3, "10"), PUT);
    assertCost(capture(id, 3, "5"), PUT);
    assertCost(hold(id, "30"), PUT);
    assertCost(release(id, 6), PUT);
  }

  @Test
  void aLapseCostsNothingOfItsOwn() {
    bank.ask(hold(id, "30"));
    bank.clock.advance(EXPIRY);

    assertCost(withdraw(id, "100"), PUT);
    assertEquals(5, bank.version(id));
  }

  @Test
  void onACachedStateLimitsAndRestrictionsAreOnePut() {
    assertCost(limit(id, "500"), PUT);
    assertCost(restrict(id, true, true), PUT);
  }

  @Test
  void aLimitThatIsSetAlreadyIsOneQuery() {
    bank.ask(limit(id, "500"));

    assertCost(limit(id, "500"), QUERY);
  }

  @Test
  void aNewHolderIsATransactionThatMovesTheListing() {
    assertCost(give(id, new Holder("acme", "ada")), "transaction of 1 puts, 1 update");
  }

  @Test
  void aCaptureByTransferIsATransactionOfTwoRows() {
    var to = bank.open();
    bank.ask(hold(id, "30"));

    assertCost(captureByTransfer(id, 3, to, "30"), "transaction of 2 puts");
  }

  @Test
  void aReversalIsATransactionOfTwoRowsAndOfATransferOfThree() {
    var to = bank.open();
    bank.ask(transfer(id, to, "30"));
    bank.ask(credit(id, "1"));

    assertCost(reverse(bank, id, 4), "transaction of 2 puts");
    assertCost(reverseTransfer(bank, id, 3), "transaction of 3 puts");
  }

  @Test
  void theRefusalOfAnEndedHoldIsAFewReads() {
    bank.ask(hold(id, "30"));
    bank.ask(release(id, 3));
    client.takeSent();

    assertEquals("hold RELEASED", bank.ask(release(id, 3)));
    assertSent(QUERY, "query of 1", "query of 1");
  }

  private void dryRun(AccountCommand command, String body, String... requests) {
    client.takeSent();
    assertEquals(body, get(bank.bank.dryRun(command, request(), new TestBank.Plain())).body());
    assertSent(requests);
  }

  @Test
  void aDryRunIsOneQueryAndWritesNothing() {
    dryRun(credit(id, "1"), "BalanceCredited 101.00 at version 3", QUERY);
    dryRun(hold(id, "30"), "HoldPlaced 100.00 at version 3", QUERY);
    dryRun(limit(id, "500"), "AccountLimited 100.00 at version 3", QUERY);
    dryRun(withdraw(id, "101"), "INSUFFICIENT_FUNDS", QUERY);
    dryRun(withdraw(UUID.randomUUID(), "1"), "no account", QUERY);
    assertEquals(2, bank.version(id));
  }

  @Test
  void aDryRunOfATransferIsAQueryOfEachAccount() {
    var body = "BalanceWithdrawn 99.00 at version 3\nBalanceCredited 1.00 at version 2";

    dryRun(transfer(id, bank.open(), "1"), body, QUERY, QUERY);
  }

  @Test
  void aDryRunOfAReversalLooksForAnEarlierOne() {
    dryRun(reverse(bank, id, 2), "BalanceWithdrawn 0.00 at version 3", QUERY, "get");
    bank.ask(reverse(bank, id, 2));
    dryRun(reverse(bank, id, 2), "reversed by 3", QUERY, "get");
  }

  @Test
  void aDryRunSeesWhatAnotherInstanceWrote() {
    bank.ask(credit(id, "1"));
    otherInstance.ask(withdraw(id, "51"));

    dryRun(withdraw(id, "50.01"), "INSUFFICIENT_FUNDS", QUERY);
  }
}
