package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.request;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static dev.passbook.banking.TestCommands.EXPIRY;
import static dev.passbook.banking.TestCommands.captureByTransfer;
import static dev.passbook.banking.TestCommands.captureSome;
import static dev.passbook.banking.TestCommands.hold;
import static dev.passbook.banking.TestCommands.release;
import static dev.passbook.banking.TestCommands.reverse;
import static dev.passbook.banking.TestCommands.reverseTransfer;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Hold;
import dev.passbook.account.HoldExpired;
import dev.passbook.banking.codec.AccountCodec;
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
import org.junit.jupiter.api.Test;

/** Two instances on one table neither capture a hold twice nor reverse a movement twice. */
class HoldsOnDynamoDbTest {
  private final ScriptedClient client = new ScriptedClient(TestTable.client());
  private final TestBank one = instance();
  private final TestBank other = instance();

  private TestBank instance() {
    return new TestBank(new DynamoDbEventStore<>(client, TestTable.config(10), new AccountCodec()));
  }

  /** Sends all commands at once, alternating between the two instances. */
  private List<String> together(int count, IntFunction<AccountCommand> command) {
    var asked =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    (i % 2 == 0 ? one : other)
                        .bank.handle(command.apply(i), request(), new TestBank.Plain()))
            .toList();
    return get(Uni.join().all(asked).andFailFast()).stream()
        .map(reply -> reply.response().body())
        .toList();
  }

  private static long accepted(List<String> bodies) {
    return bodies.stream().filter(body -> body.startsWith("Balance")).count();
  }

  @Test
  void parallelCapturesNeverTakeMoreThanWasHeld() {
    var id = one.openWith("100");
    one.ask(hold(id, "20"));

    var bodies = together(40, i -> captureSome(id, 3, "1"));

    assertEquals(20, accepted(bodies));
    assertEquals(20, Collections.frequency(bodies, "hold CAPTURED"));
    assertEquals("80.00", one.balance(id));
    assertEquals("80.00", one.state(id).state().available().value().toPlainString());
  }

  @Test
  void parallelCapturesByWithdrawalAndByTransferShareOneHold() {
    var id = one.openWith("100");
    var to = one.open();
    one.ask(hold(id, "20"));

    var bodies =
        together(20, i -> i % 4 < 2 ? captureSome(id, 3, "3") : captureByTransfer(id, 3, to, "3"));

    var captured = 100 - Double.parseDouble(one.balance(id));
    assertTrue(captured <= 20, () -> captured + " was captured");
    assertEquals(3 * accepted(bodies), captured);
    assertEquals(List.<Hold>of(), one.state(id).state().holds().all());
  }

  @Test
  void parallelHoldsNeverReserveMoreThanThereIs() {
    var id = one.openWith("10");

    var bodies = together(30, i -> i % 3 == 0 ? withdraw(id, "1") : hold(id, "1"));

    assertEquals(20, Collections.frequency(bodies, "INSUFFICIENT_FUNDS"));
    assertEquals("0.00", one.state(id).state().available().value().toPlainString());
  }

  @Test
  void aHoldIsReleasedByOneOfManyRequests() {
    var id = one.openWith("10");
    one.ask(hold(id, "10"));

    var bodies = together(20, i -> release(id, 3));

    assertEquals(19, Collections.frequency(bodies, "hold RELEASED"));
    assertEquals("10.00", one.state(id).state().available().value().toPlainString());
  }

  @Test
  void aLapseIsRecordedOnceByManyWriters() {
    var id = one.openWith("20");
    one.ask(hold(id, "20"));
    one.clock.advance(EXPIRY);
    other.clock.advance(EXPIRY);

    var bodies = together(30, i -> withdraw(id, "1"));

    assertEquals(20, accepted(bodies));
    assertEquals(
        1, one.events(id).stream().filter(it -> it.event() instanceof HoldExpired).count());
  }

  @Test
  void aMovementIsTakenBackByOneOfManyRequests() {
    var id = one.openWith("50");
    one.ask(withdraw(id, "10"));
    var reversal = reverse(one, id, 3);

    var bodies = together(20, i -> reversal);

    assertEquals(1, accepted(bodies));
    assertEquals(19, Collections.frequency(bodies, "reversed by 4"));
    assertEquals("50.00", one.balance(id));
  }

  @Test
  void aTransferIsTakenBackByOneOfManyRequests() {
    var from = one.openWith("50");
    var to = one.openWith("1");
    one.ask(transfer(from, to, "10"));
    var reversal = reverseTransfer(one, from, 3);

    var bodies = together(10, i -> reversal);

    assertEquals(1, accepted(bodies));
    assertEquals("50.00", one.balance(from));
    assertEquals("1.00", one.balance(to));
  }

  @Test
  void aReversalWhoseAnswerIsLostIsMadeOnce() {
    var id = one.openWith("50");
    var reversal = reverse(one, id, 2);
    client.nextWrites(Fault.answerLost());

    assertEquals("BalanceWithdrawn 0.00 at version 3", one.ask(reversal));
    assertEquals("reversed by 3", other.ask(reversal));
  }

  @Test
  void aHoldIsReadFromTheTableAtEveryVersionAsItWas() {
    var id = one.openWith("100");
    one.ask(hold(id, "30"));
    for (int i = 0; i < 30; i++) {
      one.ask(i % 3 == 0 ? captureSome(id, 3, "1") : credit(id, "1"));
    }

    for (long version = 3; version <= 33; version++) {
      var then = get(one.store.loadVersion(AccountIds.stream(id), version, deadline())).state();
      assertEquals(30 - (version - 1) / 3, then.held().value().longValueExact());
    }
  }

  @Test
  void theEndOfAHoldIsFoundInALongHistoryByAFewReads() {
    UUID id = one.openWith("100");
    one.ask(hold(id, "30"));
    for (int i = 0; i < 100; i++) {
      one.ask(i == 40 ? release(id, 3) : credit(id, "1"));
    }
    client.takeSent();

    assertEquals("hold RELEASED", one.ask(release(id, 3)));

    var reads = client.takeSent().size();
    assertTrue(reads <= 10, () -> reads + " reads");
  }
}
