package dev.passbook.eventstore.dynamodb;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.Currencies;
import dev.passbook.account.Money;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Append;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Measures the fold and the codec alone: the CPU cost of a request in the event store's own code.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowBenchmark {
  private static final int INTERVAL = 10;
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
  private static final AccountCodec CODEC = new AccountCodec();

  private final RowFormat<Account, AccountEvent> format = format(true);
  private final RowFormat<Account, AccountEvent> withoutChain = format(false);
  private final StreamId stream = StreamId.of("account", UUID.randomUUID());
  private final List<RecordedEvent<AccountEvent>> events = events();
  private final List<Append<Account, AccountEvent>> appends = appends();
  private final Map<String, AttributeValue> row = format.write(appends.get(5)).item();

  @Benchmark
  public Map<String, AttributeValue> writeARow() {
    return format.write(appends.get(5)).item();
  }

  @Benchmark
  public Map<String, AttributeValue> writeARowWithoutAChain() {
    return withoutChain.write(appends.get(5)).item();
  }

  @Benchmark
  public Map<String, AttributeValue> writeARowWithASnapshot() {
    return format.write(appends.get(INTERVAL - 1)).item();
  }

  @Benchmark
  public Object readARow() {
    return format.read(stream, row);
  }

  @Benchmark
  public Object foldTenEvents() {
    var state = Snapshot.<Account>none(stream);
    for (var event : events) {
      state = state.plus(event, CODEC);
    }
    return state;
  }

  private static RowFormat<Account, AccountEvent> format(boolean chain) {
    return new RowFormat<>(CODEC, new NamedTable("Passbook", INTERVAL, chain));
  }

  private List<RecordedEvent<AccountEvent>> events() {
    var recorded = new ArrayList<RecordedEvent<AccountEvent>>();
    for (int version = 1; version <= INTERVAL; version++) {
      recorded.add(
          new RecordedEvent<>(
              stream, version, AT, UUID.randomUUID().toString(), null, event(version)));
    }
    return recorded;
  }

  private List<Append<Account, AccountEvent>> appends() {
    var all = new ArrayList<Append<Account, AccountEvent>>();
    var state = Snapshot.<Account>none(stream);
    for (var event : events) {
      all.add(new Append<>(state, List.of(event)));
      state = state.plus(event, CODEC);
    }
    return all;
  }

  private static AccountEvent event(int version) {
    return version == 1
        ? Account.open(null, euros(0).currency())
        : new BalanceCredited(euros(1), euros(version - 1), null, null);
  }

  private static Money euros(long value) {
    return new Money(BigDecimal.valueOf(value), Currencies.of("EUR"));
  }
}
