package dev.passbook.banking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.account.Account;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Holder;
import dev.passbook.account.Lives;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.StoredEvent;
import java.math.BigDecimal;
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
    CODEC.match(snapshot, history.get(cut - 1));
    assertEquals(fold(null, history), fold(snapshot, history.subList(cut, history.size())));
  }

  /** Generates histories that the rules allow, with every kind of event. */
  @Provide
  Arbitrary<List<AccountEvent>> histories() {
    var owners = Arbitraries.strings().ofMaxLength(5).injectNull(0.3);
    var currencies = Arbitraries.of("EUR", "JPY", "BHD").map(Currencies::of);
    return Combinators.combine(owners, currencies)
        .as(AccountCodecProperties::opened)
        .flatMap(Lives::histories);
  }

  private static AccountCreated opened(String owner, Currency currency) {
    var holder = owner == null ? null : new Holder("tenant " + owner, "subject " + owner);
    return Account.open(owner, currency, holder);
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
    members.replaceAll((name, value) -> value instanceof Number n ? asKept(n) : value);
    return members;
  }

  private static BigDecimal asKept(Number number) {
    return new BigDecimal(new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
  }
}
