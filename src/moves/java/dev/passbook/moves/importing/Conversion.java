package dev.passbook.moves.importing;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Decision;
import dev.passbook.account.OperatorDecisions;
import dev.passbook.account.Overdraft;
import dev.passbook.account.Refusal;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.StreamId;
import dev.passbook.moves.importing.Remark.Kind;
import dev.passbook.moves.importing.Remark.Weight;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Turns an earlier system's account into events. The account's own decisions make the events, so
 * nothing is imported that the service would have refused. A pure function of the account and the
 * rules.
 */
final class Conversion {
  private final OldAccount old;
  private final ImportRules rules;
  private final UUID id;
  private final StreamId stream;
  private final Remarks remarks = new Remarks();
  private final List<RecordedEvent<AccountEvent>> events = new ArrayList<>();
  private Currency currency;
  private Account account;
  private Instant time;

  private Conversion(OldAccount old, ImportRules rules) {
    this.old = old;
    this.rules = rules;
    this.id =
        AccountIds.parse(old.id())
            .orElseGet(() -> NamedUuids.of(rules.source(), "account", old.id()));
    this.stream = AccountIds.stream(id);
  }

  static ConvertedAccount of(OldAccount old, ImportRules rules) {
    var conversion = new Conversion(old, rules);
    conversion.convert();
    return conversion.result();
  }

  private ConvertedAccount result() {
    var balance = account == null ? null : account.balance();
    return new ConvertedAccount(
        old.id(), id, currency, events, OldBalance.of(old), balance, remarks);
  }

  private void convert() {
    if (AccountIds.parse(old.id()).isEmpty()) {
      remarks.add(Kind.DERIVED_ID, 0, "the id is no UUID, so the account gets a derived one");
    }
    var code = old.currency() == null ? rules.currency() : old.currency();
    currency = Currencies.inUse(code).orElse(null);
    if (currency == null) {
      remarks.add(Kind.UNKNOWN_CURRENCY, 0, "no account can be opened in this currency");
    } else if (old.entries().isEmpty()) {
      remarks.add(Kind.NO_ENTRY, 0, "the account has no entry");
    } else {
      checkTexts();
      checkNumbers();
      old.entries().stream().takeWhile(each -> isSound()).forEach(this::convert);
    }
  }

  private boolean isSound() {
    return !remarks.has(Weight.FAULT);
  }

  private void checkTexts() {
    ImportedTexts.flawOfOwner(old.owner())
        .ifPresent(flaw -> remarks.add(Kind.TEXT_REFUSED, 0, "the owner " + flaw));
    for (var entry : old.entries()) {
      ImportedTexts.flawOfReference(entry.reference())
          .ifPresent(flaw -> remarks.add(Kind.TEXT_REFUSED, entry, "the reference " + flaw));
    }
  }

  private void checkNumbers() {
    var expected = 1L;
    for (var entry : old.entries()) {
      if (entry.number() != expected) {
        remarks.add(Kind.VERSION_GAP, entry, "the entry before it is missing");
      }
      expected = entry.number() + 1;
    }
  }

  private void convert(OldEntry entry) {
    if (account == null || entry.kind() != OldEntry.Kind.SNAPSHOT) {
      time = new OldTimes(rules.now(), remarks).next(time, entry);
    }
    if (!isSound()) {
      return;
    }
    if (account == null) {
      open(entry);
    } else if (entry.kind() == OldEntry.Kind.OPENED) {
      remarks.add(Kind.OPENED_TWICE, entry, "the account was opened before");
    }
    switch (entry.kind()) {
      case OPENED, SNAPSHOT -> {}
      case CREDIT, WITHDRAWAL -> amount(entry, number -> move(entry, number));
      case LIMIT -> amount(entry, number -> limit(entry, number));
      case CLOSED -> decided(entry, account.close());
      case SKIPPED -> remarks.add(Kind.ENTRY_SKIPPED, entry, entry.type() + " moves no money");
      case UNKNOWN ->
          remarks.add(Kind.UNKNOWN_TYPE, entry, "the type " + entry.type() + " is unknown");
    }
    checkBalance(entry);
  }

  private void open(OldEntry entry) {
    if (entry.kind() != OldEntry.Kind.OPENED) {
      remarks.add(Kind.NEVER_OPENED, entry, "it is the first entry and does not open the account");
    }
    var opened = Account.open(old.owner(), currency, rules.holder());
    record("opened", opened);
  }

  private void amount(OldEntry entry, Consumer<BigDecimal> use) {
    var number = OldNumber.parse(entry.amount());
    if (number.isEmpty()) {
      remarks.add(Kind.AMOUNT_UNREADABLE, entry, "the amount is missing or no number");
      return;
    }
    if (entry.textAmount()) {
      remarks.add(Kind.AMOUNT_AS_TEXT, entry, "the amount is stored as text");
    }
    var rounded = OldNumber.rounded(number.get(), currency);
    if (!OldNumber.isExact(number.get(), rounded)) {
      remarks.add(Kind.AMOUNT_TOO_FINE, entry, "the amount is no multiple of a minor unit");
      return;
    }
    if (rounded.compareTo(number.get()) != 0) {
      remarks.add(Kind.AMOUNT_ROUNDED, entry, "the amount is rounded to the minor unit");
    }
    use.accept(rounded);
  }

  private void move(OldEntry entry, BigDecimal number) {
    if (number.signum() == 0) {
      remarks.add(Kind.AMOUNT_ZERO, entry, "an amount of zero moves nothing");
      return;
    }
    if (number.signum() < 0) {
      remarks.add(Kind.AMOUNT_NEGATIVE, entry, "a negative amount moves money the other way");
    }
    var isCredit = (entry.kind() == OldEntry.Kind.CREDIT) == (number.signum() > 0);
    Amount.flawOf(number.abs())
        .ifPresentOrElse(
            flaw -> remarks.add(Kind.RULE_BROKEN, entry, "the amount " + flaw),
            () -> move(entry, new Amount(number.abs()), isCredit));
  }

  private void move(OldEntry entry, Amount amount, boolean isCredit) {
    decided(
        entry,
        isCredit
            ? account.credit(amount, entry.reference())
            : account.withdraw(amount, entry.reference()));
  }

  private void limit(OldEntry entry, BigDecimal number) {
    Overdraft.flawOf(number)
        .ifPresentOrElse(
            flaw -> remarks.add(Kind.RULE_BROKEN, entry, "the overdraft " + flaw),
            () ->
                OperatorDecisions.limit(account, new Overdraft(number))
                    .either(made -> recordAll(entry, made), refusal -> refused(entry, refusal)));
  }

  private void decided(OldEntry entry, Decision<AccountEvent> decision) {
    decision.either(event -> recordAll(entry, List.of(event)), refusal -> refused(entry, refusal));
  }

  private Void recordAll(OldEntry entry, List<AccountEvent> made) {
    made.forEach(event -> record(Long.toString(entry.number()), event));
    return null;
  }

  private Void refused(OldEntry entry, Refusal refusal) {
    var reason = refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    remarks.add(Kind.RULE_BROKEN, entry, "the account's rules refuse it: " + reason);
    return null;
  }

  private void record(String place, AccountEvent event) {
    var commandId = NamedUuids.of(rules.source(), "event", old.id(), place).toString();
    account = event.applyTo(account);
    events.add(new RecordedEvent<>(stream, events.size() + 1L, time, commandId, null, event));
  }

  private void checkBalance(OldEntry entry) {
    if (!isSound() || entry.balance() == null && entry.kind() != OldEntry.Kind.SNAPSHOT) {
      return;
    }
    var stated = OldNumber.parse(entry.balance());
    if (stated.isEmpty()) {
      remarks.add(Kind.BALANCE_MISSING, entry, "the stated balance is missing or no number");
      return;
    }
    var balance = account.balance().value();
    if (OldNumber.rounded(stated.get(), currency).compareTo(balance) != 0) {
      remarks.add(
          Kind.BALANCE_DIFFERS,
          entry,
          "the balance is stated as "
              + stated.get().toPlainString()
              + ", and the movements add up to "
              + balance.toPlainString());
    }
  }
}
