package dev.passbook.banking;

import static dev.passbook.banking.TestBank.close;
import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.found;
import static dev.passbook.banking.TestBank.request;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Holder;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.CommandResult;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.Fault;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Counts the DynamoDB requests that each operation sends. */
class CostTest {
  private static final String QUERY = "query of 10, strongly consistent";
  private static final String PUT = "put";
  private static final Holder HOLDER = new Holder("acme", "ada");

  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final TestBank bank = instance();
  private final TestBank otherInstance = instance();
  private final String key = UUID.randomUUID().toString();

  private TestBank instance() {
    return new TestBank(new DynamoDbEventStore<>(client, TestTable.config(10), new AccountCodec()));
  }

  @Test
  void openingAnAccountIsOnePut() {
    bank.open();

    assertSent(PUT);
  }

  @Test
  void aBalanceIsOneQuery() {
    var id = bank.openWith("5");
    client.takeSent();

    bank.balance(id);

    assertSent(QUERY);
  }

  @Test
  void onACachedStateCreditsWithdrawalsAndClosuresAreOnePut() {
    var id = bank.open();
    client.takeSent();

    for (int version = 2; version <= 21; version++) {
      bank.ask(version % 2 == 0 ? credit(id, "5") : withdraw(id, "5"));
      assertSent(PUT);
    }
    bank.ask(close(id));
    assertSent(PUT);
  }

  @Test
  void anInstancesFirstWriteIsAQueryAndAPut() {
    var id = otherInstance.open();
    client.takeSent();

    bank.ask(credit(id, "5"));
    assertSent(QUERY, PUT);
    bank.ask(credit(id, "5"));
    assertSent(PUT);
  }

  @Test
  void waitingCommandsShareOnePut() {
    var id = bank.open();
    client.takeSent();

    client.nextWrites(Fault.isHeld());
    var first = send(credit(id, "5"));
    // The queue is released only after the opening's response, so the first command waits for it.
    await().until(() -> client.heldUp() == 1);
    var others = IntStream.range(1, 20).mapToObj(i -> send(credit(id, "5"))).toList();
    assertEquals(19, bank.bank.waiting());
    client.landLateOnes();
    get(Uni.createFrom().completionStage(first));
    others.forEach(reply -> get(Uni.createFrom().completionStage(reply)));

    assertSent(PUT, PUT);
    assertEquals("100.00", bank.balance(id));
  }

  private CompletableFuture<CommandResult> send(AccountCommand command) {
    return bank.bank.handle(command, request(), new TestBank.Plain()).subscribeAsCompletionStage();
  }

  @Test
  void aRefusalIsOneQuery() {
    var id = bank.open();
    client.takeSent();

    bank.ask(withdraw(id, "5"));

    assertSent(QUERY);
  }

  @Test
  void withAKeyAWriteIsATransactionOfTwoPuts() {
    var id = bank.open();
    client.takeSent();

    bank.ask(credit(id, "5"), key);

    assertSent("transaction of 2 puts");
  }

  @Test
  void withAKeyOpeningAnAccountIsOneTransaction() {
    bank.ask(new OpenAccount(UUID.randomUUID(), null, TestBank.EUR), key);

    assertSent("transaction of 2 puts");
  }

  @Test
  void withAKeyARefusalIsAQueryAndThePutOfTheMarker() {
    var id = bank.open();
    client.takeSent();

    bank.ask(withdraw(id, "5"), key);

    assertSent(QUERY, PUT);
  }

  @Test
  void aReplayIsATransactionThatWritesNothing() {
    var id = bank.open();
    bank.ask(credit(id, "5"), key);
    client.takeSent();

    bank.ask(credit(id, "5"), key);

    assertSent("transaction of 2 puts");
  }

  @Test
  void withAKeyAMissingAccountIsAQueryAndAReadOfTheMarker() {
    bank.ask(credit(UUID.randomUUID(), "5"), key);

    assertSent(QUERY, "get, strongly consistent");
  }

  @Test
  void onCachedStatesATransferIsATransactionOfTwoPuts() {
    var from = bank.openWith("5");
    var to = bank.open();
    client.takeSent();

    bank.ask(transfer(from, to, "1"));
    assertSent("transaction of 2 puts");

    bank.ask(transfer(from, to, "1"), key);
    assertSent("transaction of 3 puts");

    otherInstance.ask(transfer(from, to, "1"));
    assertSent(QUERY, QUERY, "transaction of 2 puts");
  }

  @Test
  void aTransferIsFoundByOneQuery() {
    var from = bank.openWith("5");
    bank.ask(transfer(from, bank.open(), "1"));
    client.takeSent();

    found(get(bank.history.transfer(Caller.ANYONE, new TransferId(from, 3), deadline())));

    assertSent("query of 1, strongly consistent");
  }

  /** An indexed item costs one more write unit, so only the opening row is indexed. */
  @Test
  void onlyTheRowThatOpensAHoldersAccountIsInTheIndex() {
    var id = UUID.randomUUID();
    bank.ask(new OpenAccount(id, null, TestBank.EUR, HOLDER));
    assertEquals(List.of(true), listed());

    for (int version = 2; version <= 11; version++) {
      bank.ask(credit(id, "5"));
    }
    bank.ask(transfer(id, bank.openWith("1"), "50"));
    bank.ask(close(id));

    assertEquals(Set.of(false), Set.copyOf(listed()));
  }

  private List<Boolean> listed() {
    return client.takeSent().stream().flatMap(CostTest::rows).map(CostTest::isListed).toList();
  }

  private static boolean isListed(Map<String, AttributeValue> row) {
    return row.containsKey("ListedUnder");
  }

  private static Stream<Map<String, AttributeValue>> rows(DynamoDbRequest request) {
    return request instanceof TransactWriteItemsRequest transaction
        ? transaction.transactItems().stream().map(item -> item.put().item())
        : request instanceof PutItemRequest put ? Stream.of(put.item()) : Stream.empty();
  }

  @Test
  void aPageOfAHoldersAccountsIsOneQueryOfTheIndex() {
    var listing = TestTable.listing(client, new AccountCodec());
    var accounts = new HolderAccounts(listing, bank.history, bank.clock);
    var nobody = new Holder("acme", UUID.randomUUID().toString());

    get(accounts.of(new Caller(nobody, false), nobody, Optional.empty(), 50, deadline()));

    var query = (QueryRequest) client.takeSent().get(0);
    assertEquals("Listing", query.indexName());
    assertEquals(51, query.limit());
    assertEquals(ReturnConsumedCapacity.TOTAL, query.returnConsumedCapacity());
  }

  @Test
  void anEventOrAPastStateCostsTheStateAsWellSinceTheHolderMayHaveChanged() {
    var ada = new Caller(HOLDER, false);
    var bob = new Caller(new Holder("acme", "bob"), false);
    var id = UUID.randomUUID();
    bank.ask(new OpenAccount(id, null, TestBank.EUR, HOLDER));
    client.takeSent();

    get(bank.history.event(ada, id, 1, deadline()));
    assertSent("query of 10, strongly consistent", "query of 1, strongly consistent");
    get(bank.history.event(bob, id, 1, deadline()));
    assertSent("query of 10, strongly consistent");
    get(bank.history.atVersion(ada, id, 1, deadline()));
    assertSent("query of 10, strongly consistent", "query of 10, strongly consistent");
    get(bank.history.atVersion(bob, id, 1, deadline()));
    assertSent("query of 10, strongly consistent");
  }

  private void assertSent(String... requests) {
    assertEquals(List.of(requests), client.takeSent().stream().map(CostTest::describe).toList());
  }

  private static String describe(DynamoDbRequest request) {
    if (request instanceof QueryRequest query) {
      assertTrue(query.consistentRead());
      return "query of " + query.limit() + ", strongly consistent";
    }
    if (request instanceof GetItemRequest item) {
      assertTrue(item.consistentRead());
      return "get, strongly consistent";
    }
    if (request instanceof TransactWriteItemsRequest transaction) {
      var puts = transaction.transactItems().stream().filter(item -> item.put() != null);
      return "transaction of " + puts.count() + " puts";
    }
    return request instanceof PutItemRequest ? PUT : request.toString();
  }
}
