package dev.passbook.banking;

import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.banking.TestBank.ifVersion;
import static dev.passbook.banking.TestBank.keyed;
import static dev.passbook.banking.TestBank.request;
import static dev.passbook.banking.TestBank.withdraw;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.decider.CommandResponse;
import dev.passbook.decider.CommandResult;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Committed;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each command of a batch gets its own correct result, also when the cached state is stale. */
class GroupCommitTest {
  private static final String KEY = "8e03978e";

  private final HeldStore store = new HeldStore();
  private final TestBank bank = new TestBank(store);
  private final TestBank otherInstance = new TestBank(store.store);
  private final UUID id = bank.openWith("100");

  @BeforeEach
  void forgetTheOpening() {
    store.takeCommits();
    store.takeLoads();
  }

  private CompletableFuture<CommandResult> send(AccountCommand command) {
    return send(command, request(), new TestBank.Plain());
  }

  private CompletableFuture<CommandResult> send(AccountCommand command, CommandRequest request) {
    return send(command, request, new TestBank.Plain());
  }

  private CompletableFuture<CommandResult> send(
      AccountCommand command, CommandRequest request, ResponseRenderer rendering) {
    return bank.bank.handle(command, request, rendering).subscribeAsCompletionStage();
  }

  private static String body(CompletableFuture<CommandResult> reply) {
    assertTrue(reply.isDone(), "answered");
    return reply.join().response().body();
  }

  private static Throwable failure(CompletableFuture<CommandResult> reply) {
    assertTrue(reply.isDone(), "answered");
    return reply.handle((result, failure) -> failure).join();
  }

  @Test
  void aRefusalThatDependsOnAnEarlierCommandWaitsForItsCommit() {
    store.hold();
    send(credit(id, "1"));
    var takesAll = send(withdraw(id, "101"));
    var findsNothing = send(withdraw(id, "1"));
    var paysIn = send(credit(id, "5"));
    var findsSome = send(withdraw(id, "2"));
    store.letThrough();
    assertFalse(findsNothing.isDone());

    store.letThrough();
    assertEquals("BalanceWithdrawn 0.00 at version 4", body(takesAll));
    assertEquals("INSUFFICIENT_FUNDS", body(findsNothing));
    assertEquals("BalanceCredited 5.00 at version 5", body(paysIn));
    assertEquals("BalanceWithdrawn 3.00 at version 6", body(findsSome));
    assertEquals(0, store.takeLoads());
  }

  @Test
  void aRefusalThatDependsOnALostCommitIsDecidedAgain() {
    store.hold();
    send(credit(id, "1"));
    var takesAll = send(withdraw(id, "101"));
    var findsNothing = send(withdraw(id, "1"));
    store.letThrough();
    otherInstance.ask(withdraw(id, "1"));
    store.letAllThrough();

    assertEquals("INSUFFICIENT_FUNDS", takesAll.join().response().body());
    assertEquals("BalanceWithdrawn 99.00 at version 5", findsNothing.join().response().body());
  }

  @Test
  void anExpectedVersionIsComparedWithTheBatchsVersion() {
    store.hold();
    send(credit(id, "1"));
    var atFour = send(credit(id, "1"), ifVersion(4L));
    var atThree = send(credit(id, "1"), ifVersion(3L));
    var atThreeAsWell = send(credit(id, "1"), ifVersion(3L));
    store.letAllThrough();

    assertEquals("is at version 3", body(atFour));
    assertEquals("BalanceCredited 102.00 at version 4", body(atThree));
    assertEquals("is at version 4", body(atThreeAsWell));
  }

  @Test
  void theSecondCommandWithAKeyWaitsAndGetsTheFirstResponse() {
    store.hold();
    send(credit(id, "1"));
    var first = send(credit(id, "10"), keyed(KEY));
    var retry = send(credit(id, "10"), keyed(KEY));
    var reuse = send(credit(id, "11"), keyed(KEY));
    var other = send(credit(id, "100"));
    store.letThrough();
    store.takeCommits();
    store.letAllThrough();

    assertFalse(first.join().replayed());
    assertEquals(new CommandResult(first.join().response(), true), retry.join());
    assertEquals("key reused", body(reuse));
    assertEquals("BalanceCredited 211.00 at version 5", body(other));
    assertEquals("211.00", bank.balance(id));
  }

  @Test
  void aUsedKeyIsReplayedAndTheOtherCommandsGoOn() {
    var before = otherInstance.ask(credit(id, "10"), KEY);
    // A refusal reads the account here, because another thread would retry a lost race.
    bank.ask(withdraw(id, "1000"));
    store.hold();
    send(credit(id, "1"));
    var keyed = send(withdraw(id, "2"), keyed("another"));
    var replay = send(credit(id, "10"), keyed(KEY));
    var refused = send(withdraw(id, "1000"));
    var plain = send(credit(id, "3"));
    store.letAllThrough();

    assertEquals(new CommandResult(before.response(), true), replay.join());
    assertEquals("BalanceWithdrawn 109.00 at version 5", body(keyed));
    assertEquals("INSUFFICIENT_FUNDS", body(refused));
    assertEquals("BalanceCredited 112.00 at version 6", body(plain));
  }

  @Test
  void aRefusalUnderAKeyWritesOnlyItsMarker() {
    store.hold();
    send(credit(id, "1"));
    var refused = send(withdraw(id, "1000"), keyed(KEY));
    var plain = send(credit(id, "1"));
    store.letAllThrough();

    assertEquals("INSUFFICIENT_FUNDS", body(refused));
    assertEquals("BalanceCredited 102.00 at version 4", body(plain));
    assertEquals(
        List.of(0, 0, 1), store.takeCommits().stream().map(GroupCommitTest::markers).toList());
    otherInstance.ask(credit(id, "5000"));
    assertTrue(otherInstance.ask(withdraw(id, "1000"), KEY).replayed());
  }

  private static int markers(Commit<Account, AccountEvent> commit) {
    return commit.markers().size();
  }

  /** A renderer that cannot render an accepted command. */
  private static final class Speechless implements ResponseRenderer {
    private final ResponseRenderer plain = new TestBank.Plain();

    @Override
    public CommandResponse accepted(List<RecordedEvent<AccountEvent>> events, AccountView after) {
      throw new IllegalStateException("speechless");
    }

    @Override
    public CommandResponse refused(Refusal refusal) {
      return plain.refused(refusal);
    }

    @Override
    public CommandResponse notFound() {
      return plain.notFound();
    }

    @Override
    public CommandResponse holdNotFound() {
      return plain.holdNotFound();
    }

    @Override
    public CommandResponse holdNotActive(HoldDetails hold) {
      return plain.holdNotActive(hold);
    }

    @Override
    public CommandResponse alreadyReversed(String by) {
      return plain.alreadyReversed(by);
    }

    @Override
    public CommandResponse versionMismatch(long version) {
      return plain.versionMismatch(version);
    }

    @Override
    public CommandResponse keyReused() {
      return plain.keyReused();
    }
  }

  @Test
  void aCommandThatFailsToRenderFailsAlone() {
    store.hold();
    send(credit(id, "1"));
    var bad = send(credit(id, "10"), request(), new Speechless());
    var good = send(credit(id, "100"));
    store.letAllThrough();

    assertEquals("speechless", failure(bad).getMessage());
    assertEquals("BalanceCredited 201.00 at version 4", body(good));
  }

  @Test
  void aCommandWithAnUnreadableMarkerFailsAlone() {
    store.hold();
    send(credit(id, "1"));
    var damaged = send(credit(id, "10"), keyed(KEY));
    var good = send(credit(id, "100"), keyed("another"));
    store.letThrough();
    store.standsInTheWay(
        commit ->
            commit.markers().stream()
                .anyMatch(
                    marker ->
                        marker.fingerprint().equals(IdempotencyKeys.fingerprint(credit(id, "10")))),
        () ->
            Uni.createFrom()
                .failure(new UnreadableHistory(new StreamId("key-1"), 0, "damaged", null)));
    store.letAllThrough();

    assertInstanceOf(UnreadableHistory.class, failure(damaged));
    assertEquals("BalanceCredited 201.00 at version 4", body(good));
  }

  @Test
  void onlyCommandsThatWereSentGetAnUnknownOutcome() {
    store.hold();
    send(credit(id, "1"));
    var sent = send(credit(id, "10"));
    var refused = send(withdraw(id, "1000"));
    store.letThrough();
    store.answersCommitsWith(GroupCommitTest::lost);
    store.letAllThrough();

    assertTrue(assertInstanceOf(StoreUnavailable.class, failure(sent)).outcomeUnknown());
    assertFalse(assertInstanceOf(StoreUnavailable.class, failure(refused)).outcomeUnknown());
  }

  private static Uni<Committed<Account>> lost() {
    return Uni.createFrom().failure(new StoreUnavailable("no answer", true, null));
  }
}
