package dev.passbook.banking;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Money;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.Fault;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Writes a busy account: its commands were batched, so that they share rows of about 4 KB. */
final class FatRows {
  static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");

  /** Pads twenty events and a snapshot to just under 4 KB. */
  static final String REFERENCE = "r".repeat(52);

  private static final AccountCodec CODEC = new AccountCodec();

  private FatRows() {}

  /** Writes an account with the given rows of several events, one second apart. */
  static UUID write(int rows, int eventsARow, String reference) {
    var id = UUID.randomUUID();
    add(id, rows, eventsARow, reference);
    return id;
  }

  static void add(UUID id, int rows, int eventsARow, String reference) {
    var client = new ScriptedClient(TestTable.client()).everyWrite(Fault.isSwallowed());
    var store = new DynamoDbEventStore<>(client, TestTable.config(10), CODEC);
    var state = get(store.load(AccountIds.stream(id), deadline()));
    for (int row = 0; row < rows; row++) {
      var before = state;
      var at = OPENED.plusSeconds(before.version() / eventsARow);
      List<RecordedEvent<AccountEvent>> events =
          LongStream.rangeClosed(before.version() + 1, before.version() + eventsARow)
              .mapToObj(version -> recorded(before, version, at, reference))
              .toList();
      get(store.commit(new Commit<>(List.of(new Append<>(before, events)), List.of()), deadline()));
      for (var event : events) {
        state = state.plus(event, CODEC);
      }
    }
    TestTable.putAll(
        client.takeSent().stream()
            .filter(PutItemRequest.class::isInstance)
            .map(put -> ((PutItemRequest) put).item())
            .toList());
  }

  private static RecordedEvent<AccountEvent> recorded(
      Snapshot<Account> before, long version, Instant at, String reference) {
    return new RecordedEvent<>(
        before.stream(),
        version,
        at,
        UUID.randomUUID().toString(),
        null,
        event(version, reference));
  }

  /** The balance equals the version. */
  private static AccountEvent event(long version, String reference) {
    return version == 1
        ? Account.open(null, TestBank.EUR)
        : new BalanceCredited(euros(1), euros(version - 1), reference, null);
  }

  static Money euros(long value) {
    return new Money(BigDecimal.valueOf(value), TestBank.EUR);
  }
}
