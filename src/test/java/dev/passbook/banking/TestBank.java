package dev.passbook.banking;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Refusal;
import dev.passbook.banking.AccountCommands.Close;
import dev.passbook.banking.AccountCommands.Credit;
import dev.passbook.banking.AccountCommands.OpenAccount;
import dev.passbook.banking.AccountCommands.TransferMoney;
import dev.passbook.banking.AccountCommands.Withdraw;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.decider.CommandResponse;
import dev.passbook.decider.CommandResult;
import dev.passbook.decider.DeciderMetrics;
import dev.passbook.decider.LiveFeedConfig;
import dev.passbook.decider.LiveFeeds;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.InMemoryEventStore;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** A bank over any store, with a clock that the test sets. */
public final class TestBank {
  static final Duration RETENTION = Duration.ofDays(7);
  public static final Currency EUR = Currencies.of("EUR");

  final EventStore<Account, AccountEvent> store;
  final SettableClock clock = new SettableClock();
  final Bank bank;
  final History history;

  public TestBank(EventStore<Account, AccountEvent> store) {
    this(store, new LiveFeeds<>(store, new Listening(Duration.ofMillis(500), 1_000, 100)));
  }

  public TestBank(EventStore<Account, AccountEvent> store, LiveFeeds<AccountEvent> feeds) {
    this(store, feeds, DeciderMetrics.NONE);
  }

  public TestBank(EventStore<Account, AccountEvent> store, DeciderMetrics metrics) {
    this(store, new LiveFeeds<>(store, new Listening(Duration.ofMillis(500), 1_000, 100)), metrics);
  }

  private TestBank(
      EventStore<Account, AccountEvent> store,
      LiveFeeds<AccountEvent> feeds,
      DeciderMetrics metrics) {
    this.store = store;
    this.bank =
        new Bank(store, new Config("EUR", RETENTION, 100), clock, UUID::randomUUID, feeds, metrics);
    this.history = new History(store);
  }

  public static TestBank inMemory() {
    return new TestBank(new InMemoryEventStore<>(new AccountCodec()));
  }

  /** Moves the bank's clock on. */
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  public UUID open() {
    return open(EUR);
  }

  public UUID open(Currency currency) {
    var id = UUID.randomUUID();
    ask(new OpenAccount(id, "Ada", currency));
    return id;
  }

  public UUID openWith(String balance) {
    var id = open();
    ask(credit(id, balance));
    return id;
  }

  public static AccountCommand credit(UUID account, String amount) {
    return new Credit(account, amount(amount), null);
  }

  public static AccountCommand withdraw(UUID account, String amount) {
    return new Withdraw(account, amount(amount), null);
  }

  public static AccountCommand close(UUID account) {
    return new Close(account);
  }

  public static AccountCommand transfer(UUID from, UUID to, String amount) {
    return new TransferMoney(from, to, amount(amount), null);
  }

  public static Amount amount(String amount) {
    return new Amount(new BigDecimal(amount));
  }

  /** Returns the response's body for a command without a key. */
  public String ask(AccountCommand command) {
    return reply(command, request()).response().body();
  }

  public CommandResult ask(AccountCommand command, String key) {
    return reply(command, keyed(key));
  }

  public CommandResult reply(AccountCommand command, CommandRequest request) {
    return get(bank.handle(command, request, new Plain()));
  }

  public static CommandRequest request() {
    return new CommandRequest(Caller.ANYONE, Optional.empty(), Optional.empty(), deadline());
  }

  public static CommandRequest keyed(String key) {
    return new CommandRequest(Caller.ANYONE, Optional.of(key), Optional.empty(), deadline());
  }

  public static CommandRequest ifVersion(Long... versions) {
    return new CommandRequest(
        Caller.ANYONE, Optional.empty(), Optional.of(Set.of(versions)), deadline());
  }

  public Snapshot<Account> state(UUID account) {
    return found(get(history.now(Caller.ANYONE, account, deadline())));
  }

  public String balance(UUID account) {
    return state(account).state().balance().value().toPlainString();
  }

  public long version(UUID account) {
    return state(account).version();
  }

  public List<RecordedEvent<AccountEvent>> events(UUID account) {
    return get(store.readForward(AccountIds.stream(account), 0, 10_000, deadline()));
  }

  public static <T> T found(Lookup<T> lookup) {
    return lookup.either(Function.identity(), TestBank::isMissing);
  }

  public static Lookup.Missing missing(Lookup<?> lookup) {
    return lookup.either(TestBank::isFound, Function.identity());
  }

  private static <T> T isMissing(Lookup.Missing missing) {
    throw new AssertionError("no such " + missing);
  }

  private static Lookup.Missing isFound(Object found) {
    throw new AssertionError("was found: " + found);
  }

  /** A clock that stands still until the test sets it. */
  static final class SettableClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");

    void set(Instant moment) {
      now = moment;
    }

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private record Config(String currency, Duration idempotencyRetention, int heads)
      implements BankingConfig {
    @Override
    public Duration holdExpiry() {
      return Duration.ofDays(7);
    }

    @Override
    public int maxHolds() {
      return 20;
    }

    @Override
    public boolean accountControls() {
      return true;
    }
  }

  record Listening(Duration pollInterval, int maxListeners, int maxListenersPerAccount)
      implements LiveFeedConfig {}

  /** Renders each outcome in a few words. */
  record Plain() implements ResponseRenderer {
    @Override
    public CommandResponse accepted(List<RecordedEvent<AccountEvent>> events, AccountView after) {
      var body = new StringBuilder();
      for (var event : events) {
        var recorded = event.event();
        body.append(recorded.type()).append(' ').append(recorded.balance().value().toPlainString());
        body.append(" at version ").append(event.version()).append('\n');
      }
      return new CommandResponse(201, "/somewhere", etag(after.version()), body.toString().strip());
    }

    @Override
    public CommandResponse refused(Refusal refusal) {
      return new CommandResponse(422, null, null, refusal.reason().name());
    }

    @Override
    public CommandResponse notFound() {
      return new CommandResponse(404, null, null, "no account");
    }

    @Override
    public CommandResponse holdNotFound() {
      return new CommandResponse(404, null, null, "no hold");
    }

    @Override
    public CommandResponse holdNotActive(HoldDetails hold) {
      return new CommandResponse(422, null, null, "hold " + hold.status());
    }

    @Override
    public CommandResponse alreadyReversed(String by) {
      return new CommandResponse(422, null, null, "reversed by " + by);
    }

    @Override
    public CommandResponse versionMismatch(long version) {
      return new CommandResponse(412, null, etag(version), "is at version " + version);
    }

    @Override
    public CommandResponse keyReused() {
      return new CommandResponse(422, null, null, "key reused");
    }

    private static String etag(long version) {
      return "\"" + version + "\"";
    }
  }
}
