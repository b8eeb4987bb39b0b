package dev.passbook.banking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Decision;
import dev.passbook.account.Holder;
import dev.passbook.account.Refusal;
import dev.passbook.eventstore.StoredEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is read equals what was written, from whichever snapshot reading starts. */
class AccountCodecProperties {
  private static final AccountCodec CODEC = new AccountCodec();

  @Property(tries = 300)
  void everyEventIsReadAsItWasWritten(@ForAll("histories") List<AccountEvent> history) {
    for (var event : history) {
      var stored = CODEC.encode(event);
      assertEquals(event, CODEC.decode(new StoredEvent(stored.type(), read(stored.members()))));
    }
  }

  @Property(tries = 300)
  void aSnapshotAndTheLaterEventsFoldToTheSameState(
      @ForAll("histories") List<AccountEvent> history,
      @ForAll @IntRange(min = 1, max = 40) int at) {
    var cut = Math.min(at, history.size());
    var before = fold(null, history.subList(0, cut));
    var snapshot = CODEC.decodeSnapshot(read(CODEC.encodeSnapshot(before)));

    assertEquals(before, snapshot);
    assertEquals(fold(null, history), fold(snapshot, history.subList(cut, history.size())));
  }

  /** Generates histories that the rules allow. A third of them end with a closed account. */
  @Provide
  Arbitrary<List<AccountEvent>> histories() {
    var owners = Arbitraries.strings().ofMaxLength(5).injectNull(0.3);
    var currencies = Arbitraries.of("EUR", "JPY", "BHD").map(Currencies::of);
    var amounts = Arbitraries.longs().between(-500, 1_000).list().ofMaxSize(40);
    var closings = Arbitraries.of(true, false, false);
    return Combinators.combine(owners, currencies, amounts, closings)
        .as(AccountCodecProperties::history);
  }

  private static List<AccountEvent> history(
      String owner, Currency currency, List<Long> amounts, boolean closed) {
    var holder = owner == null ? null : new Holder("tenant " + owner, "subject " + owner);
    var events = new ArrayList<AccountEvent>(List.of(Account.open(owner, currency, holder)));
    for (var amount : amounts) {
      if (amount != 0) {
        move(fold(null, events), amount).either(events::add, Refusal::reason);
      }
    }
    if (closed) {
      var balance = fold(null, events).balance();
      if (!balance.isZero()) {
        var all = new Amount(balance.value());
        fold(null, events).withdraw(all, "all").either(events::add, Refusal::reason);
      }
      fold(null, events).close().either(events::add, Refusal::reason);
    }
    return events;
  }

  private static Decision<AccountEvent> move(Account account, long units) {
    var digits = account.currency().fractionDigits();
    var amount = new Amount(BigDecimal.valueOf(Math.abs(units), digits));
    return units > 0 ? account.credit(amount, "in") : account.withdraw(amount, null);
  }

  private static Account fold(Account state, List<AccountEvent> events) {
    var account = state;
    for (var event : events) {
      account = CODEC.fold(account, event);
    }
    return account;
  }

  /** DynamoDB returns every number as a decimal without trailing zeros. */
  private static Map<String, Object> read(Map<String, Object> written) {
    var members = new HashMap<>(written);
    members.replaceAll((name, value) -> value instanceof BigDecimal n ? asKept(n) : value);
    return members;
  }

  private static BigDecimal asKept(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }
}
