package dev.passbook.banking;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Refusal;
import dev.passbook.banking.Commands.Close;
import dev.passbook.banking.Commands.Credit;
import dev.passbook.banking.Commands.OpenAccount;
import dev.passbook.banking.Commands.TransferMoney;
import dev.passbook.banking.Commands.Withdraw;
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

/** A bank over a store of the test's choice, with a clock that the test sets. */
final class TestBank {
  static final Duration RETENTION = Duration.ofDays(7);
  static final Currency EUR = Currencies.of("EUR");

  final EventStore<Account, AccountEvent> store;
  final SettableClock clock = new SettableClock();
  final Bank bank;
  final History history;

  TestBank(EventStore<Account, AccountEvent> store) {
    this(store, new Tails(store, new Listening(Duration.ofMillis(500), 1_000, 100)));
  }

  TestBank(EventStore<Account, AccountEvent> store, Tails tails) {
    this(store, tails, BankFigures.NONE);
  }

  TestBank(EventStore<Account, AccountEvent> store, BankFigures figures) {
    this(store, new Tails(store, new Listening(Duration.ofMillis(500), 1_000, 100)), figures);
  }

  private TestBank(EventStore<Account, AccountEvent> store, Tails tails, BankFigures figures) {
    this.store = store;
    this.bank =
        new Bank(store, new Config("EUR", RETENTION, 100), clock, UUID::randomUUID, tails, figures);
    this.history = new History(store);
  }

  static TestBank inMemory() {
    return new TestBank(new InMemoryEventStore<>(new AccountCodec()));
  }

  UUID open() {
    return open(EUR);
  }

  UUID open(Currency currency) {
    var id = UUID.randomUUID();
    ask(new OpenAccount(id, "Ada", currency));
    return id;
  }

  UUID openWith(String balance) {
    var id = open();
    ask(credit(id, balance));
    return id;
  }

  static Command credit(UUID account, String amount) {
    return new Credit(account, amount(amount), null);
  }

  static Command withdraw(UUID account, String amount) {
    return new Withdraw(account, amount(amount), null);
  }

  static Command close(UUID account) {
    return new Close(account);
  }

  static Command transfer(UUID from, UUID to, String amount) {
    return new TransferMoney(from, to, amount(amount), null);
  }

  static Amount amount(String amount) {
    return new Amount(new BigDecimal(amount));
  }

  /** The answer's body, for commands without a key. */
  String ask(Command command) {
    return reply(command, request()).answer().body();
  }

  Reply ask(Command command, String key) {
    return reply(command, keyed(key));
  }

  Reply reply(Command command, Request request) {
    return get(bank.handle(command, request, new Plain()));
  }

  static Request request() {
    return new Request(Caller.ANYONE, Optional.empty(), Optional.empty(), deadline());
  }

  static Request keyed(String key) {
    return new Request(Caller.ANYONE, Optional.of(key), Optional.empty(), deadline());
  }

  static Request ifVersion(Long... versions) {
    return new Request(Caller.ANYONE, Optional.empty(), Optional.of(Set.of(versions)), deadline());
  }

  Snapshot<Account> state(UUID account) {
    return found(get(history.now(Caller.ANYONE, account, deadline())));
  }

  String balance(UUID account) {
    return state(account).state().balance().value().toPlainString();
  }

  long version(UUID account) {
    return state(account).version();
  }

  List<RecordedEvent<AccountEvent>> events(UUID account) {
    return get(store.readForward(AccountIds.stream(account), 0, 10_000, deadline()));
  }

  static <T> T found(Lookup<T> lookup) {
    return lookup.either(Function.identity(), TestBank::isMissing);
  }

  static Lookup.Missing missing(Lookup<?> lookup) {
    return lookup.either(TestBank::isFound, Function.identity());
  }

  private static <T> T isMissing(Lookup.Missing missing) {
    throw new AssertionError("no such " + missing);
  }

  private static Lookup.Missing isFound(Object found) {
    throw new AssertionError("was found: " + found);
  }

  /** A clock that stands still until it is set. */
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
      implements BankingConfig {}

  record Listening(Duration pollInterval, int maxListeners, int maxListenersPerAccount)
      implements TailConfig {}

  /** Tells each outcome in a few words. */
  record Plain() implements Rendering {
    @Override
    public Answer recorded(List<RecordedEvent<AccountEvent>> events, Snapshot<Account> after) {
      var body = new StringBuilder();
      for (var event : events) {
        var told = event.event();
        body.append(told.type()).append(' ').append(told.balance().value().toPlainString());
        body.append(" at version ").append(event.version()).append('\n');
      }
      return new Answer(201, "/somewhere", etag(after.version()), body.toString().strip());
    }

    @Override
    public Answer refused(Refusal refusal) {
      return new Answer(422, null, null, refusal.reason().name());
    }

    @Override
    public Answer noSuchAccount(UUID account) {
      return new Answer(404, null, null, "no account " + account);
    }

    @Override
    public Answer versionMismatch(long version) {
      return new Answer(412, null, etag(version), "is at version " + version);
    }

    @Override
    public Answer keyReused() {
      return new Answer(422, null, null, "key reused");
    }

    private static String etag(long version) {
      return "\"" + version + "\"";
    }
  }
}
