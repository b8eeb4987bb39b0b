package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.request;
import static dev.passbook.banking.TestBank.transfer;
import static dev.passbook.banking.TestBank.withdraw;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.decider.CommandResult;
import dev.passbook.decider.Overloaded;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that arrive during a write wait in order and share the next write. */
class BankQueuesTest {
  private static final int LONGEST = 256;
  private static final Duration SHORT = Duration.ofMillis(100);

  /** Gives a batch time to start, also on a slow machine. */
  private static final Duration LONGER = Duration.ofSeconds(1);

  private final HeldStore store = new HeldStore();
  private final TestBank bank = new TestBank(store);
  private final UUID id = bank.openWith("100");

  @BeforeEach
  void forgetTheOpening() {
    store.takeCommits();
    store.takeLoads();
  }

  private CompletableFuture<CommandResult> send(AccountCommand command) {
    return send(command, request());
  }

  private CompletableFuture<CommandResult> send(AccountCommand command, CommandRequest request) {
    return bank.bank.handle(command, request, new TestBank.Plain()).subscribeAsCompletionStage();
  }

  private static CommandRequest within(Duration budget) {
    return new CommandRequest(
        Caller.ANYONE, Optional.empty(), Optional.empty(), Deadline.in(budget));
  }

  private static String body(CompletableFuture<CommandResult> reply) {
    assertTrue(reply.isDone(), "answered");
    return reply.join().response().body();
  }

  private static Throwable failure(CompletableFuture<CommandResult> reply) {
    await().until(reply::isDone);
    return reply.handle((result, failure) -> failure).join();
  }

  @Test
  void aLoneCommandGoesAtOnceAndReadsNothing() {
    var reply = send(credit(id, "1"));

    assertEquals("BalanceCredited 101.00 at version 3", body(reply));
    assertEquals(List.of(1), store.takeSizes());
    assertEquals(0, store.takeLoads());
  }

  @Test
  void waitingCommandsGoTogetherInOrderOfArrival() {
    store.hold();
    var first = send(credit(id, "1"));
    var second = send(withdraw(id, "50"));
    var third = send(credit(id, "7"));
    var fourth = send(withdraw(id, "8"));
    assertEquals(List.of(1), store.takeSizes());

    store.letThrough();
    assertEquals("BalanceCredited 101.00 at version 3", body(first));
    assertEquals(List.of(3), store.takeSizes());
    assertFalse(second.isDone() || third.isDone() || fourth.isDone());

    store.letThrough();
    assertEquals("BalanceWithdrawn 51.00 at version 4", body(second));
    assertEquals("BalanceCredited 58.00 at version 5", body(third));
    assertEquals("BalanceWithdrawn 50.00 at version 6", body(fourth));
    assertEquals(0, store.takeLoads());
  }

  @Test
  void eachEventOfABatchHasItsOwnVersionAndCommand() {
    store.hold();
    IntStream.range(0, 20).forEach(i -> send(credit(id, "1")));
    store.letAllThrough();

    var events = bank.events(id);
    assertEquals(
        LongStream.rangeClosed(1, 22).boxed().toList(),
        events.stream().map(RecordedEvent::version).toList());
    assertEquals(22, events.stream().map(RecordedEvent::commandId).distinct().count());
    assertEquals("120.00", bank.balance(id));
  }

  @Test
  void otherAccountsDoNotWait() {
    var other = bank.openWith("1");
    store.hold();
    send(credit(id, "1"));
    send(credit(other, "1"));

    assertEquals(4, store.takeCommits().size());
  }

  /**
   * Opens an account that sorts first: a transfer holds its turn while waiting for the other
   * account.
   */
  private UUID openBefore(UUID account) {
    var opened = bank.openWith("1");
    while (opened.toString().compareTo(account.toString()) > 0) {
      opened = bank.openWith("1");
    }
    return opened;
  }

  @Test
  void aTransferAndItsAccountsWaitForEachOther() {
    var other = openBefore(id);
    store.takeCommits();
    store.hold();
    var before = send(credit(id, "1"));
    var transfer = send(transfer(other, id, "1"));
    var after = send(withdraw(other, "1"));
    assertEquals(1, store.takeCommits().size());

    store.letThrough();
    assertTrue(before.isDone());
    assertEquals(2, store.takeCommits().get(0).appends().size());
    assertFalse(after.isDone());

    store.letAllThrough();
    assertEquals("102.00", bank.balance(id));
    assertEquals("INSUFFICIENT_FUNDS", body(after));
    assertEquals(201, transfer.join().response().status());
  }

  @Test
  void transfersBetweenTheSameAccountsGoTogether() {
    var other = bank.openWith("1");
    store.takeCommits();
    store.hold();
    send(transfer(id, other, "10"));
    var second = send(transfer(id, other, "20"));
    var third = send(transfer(id, other, "30"));
    var back = send(transfer(other, id, "5"));
    store.letAllThrough();

    assertEquals("45.00", bank.balance(id));
    assertEquals("56.00", bank.balance(other));
    assertTrue(body(back).startsWith("BalanceWithdrawn 6.00 at version 4"));
    assertTrue(body(second).startsWith("BalanceWithdrawn 75.00 at version 5"));
    assertTrue(body(third).startsWith("BalanceWithdrawn 45.00 at version 6"));
    assertEquals(List.of(1, 1, 2), store.takeSizes());
    assertEquals(id + "-6", bank.events(other).get(5).event().transferId());
  }

  @Test
  void aRowIsKeptSmall() {
    store.hold();
    var words = "x".repeat(140);
    IntStream.range(0, 31)
        .forEach(i -> send(new AccountCommands.Credit(id, TestBank.amount("1"), words)));
    store.letAllThrough();

    var sizes = store.takeSizes();
    assertTrue(sizes.stream().allMatch(size -> size <= 14), sizes::toString);
    assertEquals(31, sizes.stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  void aTransactionIsKeptSmall() {
    store.hold();
    IntStream.range(0, 60).forEach(i -> send(credit(id, "1"), TestBank.keyed("key " + i)));
    store.letAllThrough();

    var commits = store.takeCommits();
    assertTrue(commits.stream().allMatch(commit -> commit.markers().size() <= 24));
    assertEquals(60, commits.stream().mapToInt(commit -> commit.markers().size()).sum());
  }

  @Test
  void aFullQueueRefusesAtOnce() {
    store.hold();
    send(credit(id, "1"));
    var waiting = new ArrayList<CompletableFuture<CommandResult>>();
    IntStream.range(0, LONGEST).forEach(i -> waiting.add(send(credit(id, "1"))));

    assertInstanceOf(Overloaded.class, failure(send(credit(id, "1"))));

    store.letAllThrough();
    waiting.forEach(reply -> assertEquals(201, reply.join().response().status()));
    assertEquals("357.00", bank.balance(id));
  }

  @Test
  void aCommandThatWaitsPastItsDeadlineFailsAndIsNeverDecided() {
    store.hold();
    send(credit(id, "1"));
    var late = send(credit(id, "10"), within(SHORT));
    var patient = send(credit(id, "100"));

    assertInstanceOf(Overloaded.class, failure(late));
    store.letAllThrough();
    assertEquals("BalanceCredited 201.00 at version 4", body(patient));
    assertEquals("201.00", bank.balance(id));
  }

  @Test
  void aCommandThatReachesABusyQueueAfterItsDeadlineFails() {
    store.hold();
    send(credit(id, "1"));
    assertInstanceOf(Overloaded.class, failure(send(credit(id, "10"), within(SHORT.negated()))));

    store.letAllThrough();
    assertEquals("101.00", bank.balance(id));
  }

  @Test
  void aCommandWhoseBatchOverrunsItsDeadlineHasAnUnknownOutcome() {
    store.hold();
    send(credit(id, "1"));
    var hasty = send(credit(id, "10"), within(LONGER));
    var patient = send(credit(id, "100"));
    store.letThrough();

    var failure = assertInstanceOf(StoreUnavailable.class, failure(hasty));
    assertTrue(failure.outcomeUnknown());
    store.letThrough();
    assertEquals("BalanceCredited 211.00 at version 5", body(patient));
  }

  @Test
  void aCallerWhoDisconnectsDoesNotCancelTheWrite() {
    store.hold();
    send(credit(id, "1")).cancel(true);
    send(credit(id, "10")).cancel(true);
    var third = send(credit(id, "100"));
    store.letAllThrough();

    assertEquals("BalanceCredited 211.00 at version 5", body(third));
  }

  @Test
  void anIdleQueueStartsAgain() {
    send(credit(id, "1"));
    store.takeCommits();

    assertEquals("BalanceCredited 102.00 at version 4", body(send(credit(id, "1"))));
    assertEquals(1, store.takeCommits().size());
  }
}
