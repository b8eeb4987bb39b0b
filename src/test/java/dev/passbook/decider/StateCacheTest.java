package dev.passbook.decider;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.Money;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.TestBank;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StateCacheTest {
  private static final StreamId A = AccountIds.stream(new UUID(0, 1));
  private static final StreamId B = AccountIds.stream(new UUID(0, 2));

  private final StateCache<Account> states = new StateCache<>(100);

  private static Snapshot<Account> at(StreamId stream, long version) {
    var state =
        new Account(null, TestBank.EUR, Account.Status.OPEN, Money.zero(TestBank.EUR), null);
    return new Snapshot<>(stream, version, state, Instant.EPOCH, Instant.EPOCH);
  }

  private void assertKnown(long version) {
    assertEquals(Optional.of(List.of(at(A, version))), states.cached(List.of(A)));
  }

  private void assertNotKnown() {
    assertEquals(Optional.empty(), states.cached(List.of(A)));
  }

  @Test
  void readAndWrittenStatesAreCached() {
    assertNotKnown();
    states.found(List.of(at(A, 3)));
    assertKnown(3);
    states.written(List.of(at(A, 4)));
    assertKnown(4);
  }

  @Test
  void missingStreamsAreNotCached() {
    states.found(List.of(Snapshot.none(A)));

    assertNotKnown();
  }

  @Test
  void allOfSeveralStreamsMustBeCached() {
    states.written(List.of(at(A, 3)));
    assertEquals(Optional.empty(), states.cached(List.of(A, B)));

    states.written(List.of(at(B, 2)));
    assertEquals(Optional.of(List.of(at(B, 2), at(A, 3))), states.cached(List.of(B, A)));
  }

  @Test
  void forgottenStatesAreNotCached() {
    states.written(List.of(at(A, 3)));
    states.forget(List.of(A));

    assertNotKnown();
  }

  @Test
  void aDoubtfulStateIsUsedAgainAfterThreeUnchangedReads() {
    states.written(List.of(at(A, 3)));
    states.doubt(List.of(at(A, 3)));
    states.found(List.of(at(A, 4)));
    for (long version = 5; version <= 7; version++) {
      states.written(List.of(at(A, version)));
      assertNotKnown();
      states.found(List.of(at(A, version)));
    }

    assertKnown(7);
  }

  @Test
  void aReadThatFindsAnotherWriteRestartsTheCount() {
    states.doubt(List.of(at(A, 3)));
    states.found(List.of(at(A, 3)));
    states.found(List.of(at(A, 3)));
    states.found(List.of(at(A, 4)));
    states.found(List.of(at(A, 4)));
    states.found(List.of(at(A, 4)));
    assertNotKnown();

    states.found(List.of(at(A, 4)));
    assertKnown(4);
  }

  @Test
  void aStateThatAReadFindsStaleIsDoubtfulToo() {
    states.written(List.of(at(A, 3)));
    states.found(List.of(at(A, 9)));

    assertNotKnown();
  }
}
