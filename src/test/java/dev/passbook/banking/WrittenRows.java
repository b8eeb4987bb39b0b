package dev.passbook.banking;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.Fault;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** Shows the first row that a commit writes, without a change to the table. */
final class WrittenRows {
  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  final EventStore<Account, AccountEvent> store =
      new DynamoDbEventStore<>(client, TestTable.config(10), new AccountCodec());

  Map<String, AttributeValue> written(Commit<Account, AccountEvent> commit) {
    client.takeSent();
    client.nextWrites(Fault.isSwallowed());
    get(store.commit(commit, deadline()));
    var sent = client.takeSent().get(0);
    return sent instanceof TransactWriteItemsRequest transaction
        ? transaction.transactItems().get(0).put().item()
        : ((PutItemRequest) sent).item();
  }
}
