package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.AccountLimited;
import dev.passbook.account.AccountRestricted;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.CapturedHold;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Hold;
import dev.passbook.account.HoldExpired;
import dev.passbook.account.HoldPlaced;
import dev.passbook.account.HoldReleased;
import dev.passbook.account.Holder;
import dev.passbook.account.HolderChanged;
import dev.passbook.account.Holds;
import dev.passbook.account.Money;
import dev.passbook.account.Restrictions;
import dev.passbook.account.TransferLeg;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Actor;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The stored rows of accounts, one for each kind, and what each of them says. */
final class RowSamples {
  static final UUID ID = UUID.fromString("3b9ac9ff-0000-4000-8000-000000000001");
  static final UUID TO = UUID.fromString("3b9ac9ff-0000-4000-8000-000000000002");
  static final Instant AT = Instant.parse("2026-01-31T12:00:00.250Z");
  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant EXPIRY = Instant.parse("2026-02-07T12:00:00Z");
  private static final Currency EUR = Currencies.of("EUR");
  private static final Currency JPY = Currencies.of("JPY");
  private static final Restrictions NO_DEBITS = new Restrictions(true, false, "court order");
  private static final Holder ADA = new Holder("acme", "ada");
  private static final String TRACE_PARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private RowSamples() {}

  /**
   * A stored row and its content.
   *
   * @param before the state that the event was decided on
   */
  record Sample(String row, Snapshot<Account> before, AccountEvent event) {
    RecordedEvent<AccountEvent> recorded() {
      var trace = row.endsWith("in-a-trace") ? TRACE_PARENT : null;
      var actor = row.endsWith("by-an-actor") ? new Actor("olga", "operator") : null;
      return new RecordedEvent<>(
          before.stream(), before.version() + 1, AT, "command-1", trace, actor, event);
    }

    @Override
    public String toString() {
      return row;
    }
  }

  static Stream<Sample> all() {
    return Stream.of(lifecycle(), movements(), holds(), settings(), reversals(), snapshots())
        .flatMap(samples -> samples);
  }

  private static Stream<Sample> lifecycle() {
    return Stream.of(
        new Sample("account-created", Snapshot.none(stream(ID)), new AccountCreated("Ada", EUR)),
        new Sample(
            "account-created-for-a-holder",
            Snapshot.none(stream(ID)),
            new AccountCreated("Ada", EUR, ADA)),
        new Sample(
            "account-created-for-nobody", Snapshot.none(stream(ID)), new AccountCreated(null, JPY)),
        new Sample("account-closed", at(ID, 3, "0"), new AccountClosed(eur("0"))));
  }

  private static Stream<Sample> movements() {
    var leg = new TransferLeg(ID + "-3", TO, 2);
    return Stream.of(
        new Sample(
            "balance-credited",
            at(ID, 1, "0"),
            new BalanceCredited(eur("60"), eur("60"), "salary", null)),
        new Sample(
            "balance-credited-in-a-trace",
            at(ID, 1, "0"),
            new BalanceCredited(eur("60"), eur("60"), null, null)),
        new Sample(
            "balance-credited-by-an-actor",
            at(ID, 1, "0"),
            new BalanceCredited(eur("60"), eur("60"), null, null)),
        new Sample(
            "balance-withdrawn",
            at(ID, 2, "60"),
            new BalanceWithdrawn(eur("10.5"), eur("49.5"), null, null)),
        new Sample(
            "transfer-first-leg",
            at(ID, 2, "60"),
            new BalanceWithdrawn(eur("10.5"), eur("49.5"), "rent", leg)),
        new Sample(
            "transfer-second-leg",
            at(TO, 1, "0"),
            new BalanceCredited(eur("10.5"), eur("10.5"), "rent", ID + "-3")));
  }

  private static Stream<Sample> holds() {
    var before = at(ID, 2, "60");
    var placed = new HoldPlaced(3L, eur("20"), eur("20"), eur("60"), EXPIRY, "hotel");
    var held = new Sample("hold-placed", before, placed);
    var after = before.plus(held.recorded(), new AccountCodec());
    var rest = new CapturedHold(3, eur("15"));
    return Stream.of(
        held,
        new Sample("hold-released", after, new HoldReleased(3L, eur("20"), eur("0"), eur("60"))),
        new Sample("hold-expired", after, new HoldExpired(3L, eur("20"), eur("0"), eur("60"))),
        new Sample(
            "balance-withdrawn-from-a-hold",
            after,
            new BalanceWithdrawn(eur("5"), eur("55"), null, null, rest, null)));
  }

  private static Stream<Sample> settings() {
    var before = at(ID, 2, "60");
    return Stream.of(
        new Sample("account-limited", before, new AccountLimited(eur("500"), eur("60"))),
        new Sample("account-restricted", before, new AccountRestricted(NO_DEBITS, eur("60"))),
        new Sample(
            "account-restricted-no-more",
            before,
            new AccountRestricted(Restrictions.NONE, eur("60"))),
        new Sample(
            "holder-changed", before, new HolderChanged(new Holder("acme", "bob"), eur("60"))));
  }

  private static Stream<Sample> reversals() {
    var before = at(ID, 2, "60");
    var leg = new TransferLeg(ID + "-3", TO, 4, 3L);
    return Stream.of(
        new Sample(
            "reversing-credit",
            before,
            new BalanceCredited(eur("10.5"), eur("70.5"), "mistake", null, 2L)),
        new Sample(
            "reversing-withdrawal",
            before,
            new BalanceWithdrawn(eur("10.5"), eur("49.5"), "mistake", null, null, 2L)),
        new Sample(
            "reversing-transfer-leg",
            before,
            new BalanceWithdrawn(eur("10.5"), eur("49.5"), "mistake", leg, null, 2L)));
  }

  private static Stream<Sample> snapshots() {
    var credit = new BalanceCredited(eur("1"), eur("61"), null, null);
    return Stream.of(
        new Sample("snapshot-open", at(ID, 9, "60"), credit),
        new Sample("snapshot-with-a-holder", of(9, account("60", ADA)), credit),
        new Sample("snapshot-with-holds", of(9, limitedRestrictedAndHeld()), credit),
        new Sample("snapshot-closed", of(19, emptyYen()), new AccountClosed(Money.zero(JPY))));
  }

  static Snapshot<Account> at(UUID account, long version, String balance) {
    return new Snapshot<>(stream(account), version, account(balance, null), CREATED, CREATED);
  }

  private static Snapshot<Account> of(long version, Account account) {
    return new Snapshot<>(stream(ID), version, account, CREATED, CREATED);
  }

  private static Account account(String balance, Holder holder) {
    return new Account("Ada", EUR, Account.Status.OPEN, eur(balance), holder);
  }

  private static Account limitedRestrictedAndHeld() {
    var holds =
        new Holds(
            List.of(
                new Hold(3, eur("15"), EXPIRY), new Hold(7, eur("0.01"), EXPIRY.plusMillis(1))));
    return new Account(
        "Ada", EUR, Account.Status.OPEN, eur("60"), ADA, eur("500"), NO_DEBITS, holds);
  }

  private static Account emptyYen() {
    return new Account(null, JPY, Account.Status.OPEN, Money.zero(JPY), null);
  }

  static StreamId stream(UUID account) {
    return AccountIds.stream(account);
  }

  static Money eur(String value) {
    return new Money(new BigDecimal(value), EUR);
  }
}
