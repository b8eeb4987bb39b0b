package dev.passbook.statements;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Currencies;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.Lookup;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A month counts as finished only when no instance can record an event in it any more. */
class FinishedMonthsTest {
  private static final AccountCodec CODEC = new AccountCodec();

  private final EventStore<Account, AccountEvent> store = new InMemoryEventStore<>(CODEC);
  private final UUID id = UUID.randomUUID();

  @BeforeEach
  void anAccountOfJanuary() {
    record("2026-01-10T08:00:00Z");
  }

  /** Opens the account or credits 1, as an instance does whose clock shows this time. */
  private void record(String time) {
    var before = get(store.load(StreamId.of("account", id), deadline()));
    var event =
        before.exists()
            ? before
                .state()
                .credit(new Amount(BigDecimal.ONE), null)
                .<AccountEvent>either(it -> it, no -> null)
            : Account.open(null, Currencies.of("EUR"));
    var recorded =
        new RecordedEvent<>(
            before.stream(), before.version() + 1, Instant.parse(time), "c" + time, null, event);
    get(
        store.commit(
            new Commit<>(List.of(new Append<>(before, List.of(recorded))), List.of()), deadline()));
  }

  private Lookup<Statement> statement(String month, String time) {
    var clock = Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    return get(
        new Statements(new History(store), store, clock)
            .of(Caller.ANYONE, id, CalendarMonth.parse(month).orElseThrow(), deadline()));
  }

  private boolean isFinal(String month, String time) {
    return statement(month, time).either(Statement::isFinal, missing -> fail(month));
  }

  private String closing(String month, String time) {
    return statement(month, time)
        .either(it -> it.closing().value().toPlainString(), missing -> fail(month));
  }

  private static <T> T fail(String month) {
    throw new AssertionError("no statement of " + month);
  }

  private boolean isMissing(String month, String time) {
    return statement(month, time).either(it -> false, missing -> true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-10T08:00:00Z",
        "2026-01-31T23:59:59.999Z",
        "2026-02-01T00:00:00Z",
        "2026-02-01T23:59:59.999Z"
      })
  void aMonthIsNotFinishedUntilADayAfterItsEnd(String time) {
    assertFalse(isFinal("2026-01", time));
  }

  @Test
  void aDayAfterItsEndAMonthIsFinished() {
    assertTrue(isFinal("2026-01", "2026-02-02T00:00:00Z"));
    assertTrue(isFinal("2026-01", "2030-01-01T00:00:00Z"));
  }

  @Test
  void aLaterEventFinishesAMonthAtOnceWhateverTheClockShows() {
    record("2026-02-01T00:00:00Z");

    assertTrue(isFinal("2026-01", "2026-01-31T23:00:00Z"));
    assertFalse(isFinal("2026-02", "2026-02-01T00:00:00Z"));
  }

  @Test
  void whatASlowInstanceStillRecordsChangesNoFinishedMonth() {
    assertFalse(isFinal("2026-01", "2026-02-01T10:00:00Z"));
    assertEquals("0.00", closing("2026-01", "2026-02-01T10:00:00Z"));

    record("2026-01-31T23:59:59.999Z");

    assertEquals("1.00", closing("2026-01", "2026-02-01T10:00:01Z"));
    assertTrue(isFinal("2026-01", "2026-02-02T00:00:00Z"));
  }

  @Test
  void aMonthToComeIsMissingUnlessTheAccountIsThereAlready() {
    assertTrue(isMissing("2026-02", "2026-01-31T23:59:59.999Z"));
    assertFalse(isMissing("2026-02", "2026-02-01T00:00:00Z"));

    record("2026-02-01T00:00:00Z");

    assertFalse(isMissing("2026-02", "2026-01-31T23:59:59.999Z"));
    assertTrue(isMissing("2026-03", "2026-01-31T23:59:59.999Z"));
  }

  @Test
  void aMonthBeforeTheAccountIsMissing() {
    assertTrue(isMissing("2025-12", "2026-02-01T00:00:00Z"));
    assertTrue(isMissing("0001-01", "2026-02-01T00:00:00Z"));
  }
}
