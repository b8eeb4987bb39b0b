package dev.passbook.banking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.Money;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HeadsTest {
  private static final StreamId A = AccountIds.stream(new UUID(0, 1));
  private static final StreamId B = AccountIds.stream(new UUID(0, 2));

  private final Heads heads = new Heads(100);

  private static Snapshot<Account> at(StreamId stream, long version) {
    var state =
        new Account(null, TestBank.EUR, Account.Status.OPEN, Money.zero(TestBank.EUR), null);
    return new Snapshot<>(stream, version, state, Instant.EPOCH, Instant.EPOCH);
  }

  private void assertKnown(long version) {
    assertEquals(Optional.of(List.of(at(A, version))), heads.known(List.of(A)));
  }

  private void assertNotKnown() {
    assertEquals(Optional.empty(), heads.known(List.of(A)));
  }

  @Test
  void whatWasReadOrWrittenIsKnown() {
    assertNotKnown();
    heads.read(List.of(at(A, 3)));
    assertKnown(3);
    heads.written(List.of(at(A, 4)));
    assertKnown(4);
  }

  @Test
  void whatIsNotThereIsNotKnown() {
    heads.read(List.of(Snapshot.none(A)));

    assertNotKnown();
  }

  @Test
  void ofSeveralAccountsAllMustBeKnown() {
    heads.written(List.of(at(A, 3)));
    assertEquals(Optional.empty(), heads.known(List.of(A, B)));

    heads.written(List.of(at(B, 2)));
    assertEquals(Optional.of(List.of(at(B, 2), at(A, 3))), heads.known(List.of(B, A)));
  }

  @Test
  void whatIsForgottenIsNotKnown() {
    heads.written(List.of(at(A, 3)));
    heads.forget(List.of(A));

    assertNotKnown();
  }

  @Test
  void aDoubtfulHeadIsUsedAgainOnceThreeReadsInARowFoundItAsThisProcessLeftIt() {
    heads.written(List.of(at(A, 3)));
    heads.doubt(List.of(at(A, 3)));
    heads.read(List.of(at(A, 4)));
    for (long version = 5; version <= 7; version++) {
      heads.written(List.of(at(A, version)));
      assertNotKnown();
      heads.read(List.of(at(A, version)));
    }

    assertKnown(7);
  }

  @Test
  void aReadThatFindsSomebodyElsesWorkBeginsTheCountAnew() {
    heads.doubt(List.of(at(A, 3)));
    heads.read(List.of(at(A, 3)));
    heads.read(List.of(at(A, 3)));
    heads.read(List.of(at(A, 4)));
    heads.read(List.of(at(A, 4)));
    heads.read(List.of(at(A, 4)));
    assertNotKnown();

    heads.read(List.of(at(A, 4)));
    assertKnown(4);
  }

  @Test
  void aStaleHeadThatAReadFindsOutIsDoubtfulToo() {
    heads.written(List.of(at(A, 3)));
    heads.read(List.of(at(A, 9)));

    assertNotKnown();
  }
}
