package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.keyed;
import static dev.passbook.banking.TestBank.request;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.CommandResult;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.dynamodb.DynamoDbEventStore;
import dev.passbook.eventstore.dynamodb.Fault;
import dev.passbook.eventstore.dynamodb.ScriptedClient;
import dev.passbook.eventstore.dynamodb.TestTable;
import io.smallrye.mutiny.Uni;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tests two instances of the bank on one table. */
class BankOnDynamoDbTest {
  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final TestBank one = instance();
  private final TestBank other = instance();

  private TestBank instance() {
    return new TestBank(new DynamoDbEventStore<>(client, TestTable.config(10), new AccountCodec()));
  }

  /** Sends all commands at once, alternating between the two instances. */
  private List<CommandResult> together(
      int count, IntFunction<AccountCommand> command, CommandRequest request) {
    var asked =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    (i % 2 == 0 ? one : other)
                        .bank.handle(command.apply(i), request, new TestBank.Plain()))
            .toList();
    return get(Uni.join().all(asked).andFailFast());
  }

  private static int count(int status, List<CommandResult> replies) {
    return Collections.frequency(
        replies.stream().map(reply -> reply.response().status()).toList(), status);
  }

  @Test
  void concurrentCreditsAllArriveWithoutAGap() {
    var id = one.open();

    var replies = together(60, i -> credit(id, "1"), request());

    assertEquals(60, count(201, replies));
    assertEquals("60.00", one.balance(id));
    assertEquals(
        LongStream.rangeClosed(1, 61).boxed().toList(),
        one.events(id).stream().map(RecordedEvent::version).toList());
  }

  @Test
  void concurrentWithdrawalsNeverOverdraw() {
    var id = one.openWith("20");

    var replies = together(40, i -> withdraw(id, "1"), request());

    assertEquals(20, count(201, replies));
    assertEquals(20, count(422, replies));
    assertEquals("0.00", one.balance(id));
  }

  @Test
  void concurrentRequestsWithOneKeyHaveOneEffectAndOneResponse() {
    var id = one.open();

    var replies = together(20, i -> credit(id, "5"), keyed(UUID.randomUUID().toString()));

    assertEquals(1, replies.stream().map(CommandResult::response).distinct().count());
    assertEquals(19, replies.stream().filter(CommandResult::replayed).count());
    assertEquals("5.00", one.balance(id));
  }

  @Test
  void concurrentOppositeTransfersLoseNothing() {
    var a = one.openWith("50");
    var b = one.openWith("50");

    var replies =
        together(30, i -> i % 3 == 0 ? transfer(a, b, "1") : transfer(b, a, "2"), request());

    assertEquals(30, count(201, replies));
    assertEquals("80.00", one.balance(a));
    assertEquals("20.00", one.balance(b));
  }

  @Test
  void aWriteSucceedsEvenIfDynamoDbsResponseIsLost() {
    var id = one.openWith("100");
    for (int i = 0; i < 30; i++) {
      client.nextWrites(Fault.answerLost());
      assertEquals(201, one.reply(withdraw(id, "1"), request()).response().status());
    }

    assertEquals("70.00", one.balance(id));
    assertEquals(
        30, one.events(id).stream().filter(e -> e.event() instanceof BalanceWithdrawn).count());
  }

  @Test
  void aTransferWithALostResponseMovesTheMoneyOnce() {
    var from = one.openWith("5");
    var to = one.open();
    client.nextWrites(Fault.answerLost());

    one.ask(transfer(from, to, "2"), UUID.randomUUID().toString());

    assertEquals("3.00", one.balance(from));
    assertEquals("2.00", one.balance(to));
  }

  @Test
  void aReplayIsByteForByteTheFirstResponse() {
    var id = one.open();
    var key = UUID.randomUUID().toString();
    var first = one.ask(credit(id, "5"), key);

    assertEquals(new CommandResult(first.response(), true), other.ask(credit(id, "5"), key));
  }
}
