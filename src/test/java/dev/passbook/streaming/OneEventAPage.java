package dev.passbook.streaming;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Currencies;
import dev.passbook.account.Money;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.ForwardOnlyStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A long history that is read one event at a time, from a store that completes at once. */
record OneEventAPage(long head) implements ForwardOnlyStore<Account, AccountEvent> {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  @Override
  public Uni<List<RecordedEvent<AccountEvent>>> readForward(
      StreamId stream, long after, int limit, Deadline deadline) {
    if (limit > 1) {
      return Uni.createFrom().failure(new UnreadableHistory(stream, after + 1, "too many", null));
    }
    return Uni.createFrom().item(after < head ? List.of(event(stream, after + 1)) : List.of());
  }

  private static RecordedEvent<AccountEvent> event(StreamId stream, long version) {
    var credited = new BalanceCredited(euros(1), euros(version), null, null);
    return new RecordedEvent<>(stream, version, NOON, "command-" + version, null, credited);
  }

  private static Money euros(long value) {
    return new Money(BigDecimal.valueOf(value), Currencies.of("EUR"));
  }
}
