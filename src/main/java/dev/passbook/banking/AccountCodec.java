package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Holder;
import dev.passbook.account.Money;
import dev.passbook.account.TransferLeg;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.StoredEvent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Encodes and decodes account events and snapshots, and folds the events. Each event holds its
 * currency, so it can be decoded alone.
 */
public final class AccountCodec implements EventCodec<Account, AccountEvent> {
  private static final int SNAPSHOT_SCHEMA = 2;

  /** Schema 1 has no holder, so a snapshot of it may lack the holder of its account. */
  private static final Set<Integer> WITHOUT_HOLDER = Set.of(1);

  private static final String OWNER = "Owner";
  private static final String TENANT = "Tenant";
  private static final String SUBJECT = "Subject";
  private static final String CURRENCY = "Currency";
  private static final String STATUS = "Status";
  private static final String AMOUNT = "Amount";
  private static final String BALANCE = "Balance";
  private static final String REFERENCE = "Reference";
  private static final String TRANSFER_ID = "TransferId";
  private static final String TO = "To";
  private static final String TO_VERSION = "ToVersion";

  @Override
  public StoredEvent encode(AccountEvent event) {
    var members = new LinkedHashMap<String, Object>();
    if (event instanceof AccountCreated created) {
      putUnlessNull(members, OWNER, created.owner());
      putHolder(members, created.holder());
    }
    if (event.amount() != null) {
      members.put(AMOUNT, event.amount().value());
    }
    members.put(BALANCE, event.balance().value());
    members.put(CURRENCY, event.balance().currency().code());
    putUnlessNull(members, REFERENCE, event.reference());
    putUnlessNull(members, TRANSFER_ID, event.transferId());
    if (event instanceof BalanceWithdrawn withdrawn && withdrawn.transfer() != null) {
      members.put(TO, withdrawn.transfer().to().toString());
      members.put(TO_VERSION, withdrawn.transfer().toVersion());
    }
    return new StoredEvent(event.type(), members);
  }

  @Override
  public AccountEvent decode(StoredEvent stored) {
    var members = stored.members();
    var currency = currency(members);
    var balance = money(members, BALANCE, currency);
    var reference = text(members, REFERENCE);
    return switch (stored.type()) {
      case AccountCreated.TYPE ->
          new AccountCreated(text(members, OWNER), currency, holder(members));
      case BalanceCredited.TYPE ->
          new BalanceCredited(
              money(members, AMOUNT, currency), balance, reference, text(members, TRANSFER_ID));
      case BalanceWithdrawn.TYPE ->
          new BalanceWithdrawn(money(members, AMOUNT, currency), balance, reference, leg(members));
      case AccountClosed.TYPE -> new AccountClosed(balance);
      default -> throw new IllegalArgumentException("unknown event type " + stored.type());
    };
  }

  @Override
  public String listedUnder(AccountEvent first) {
    return first instanceof AccountCreated opened && opened.holder() != null
        ? HolderAccounts.name(opened.holder())
        : null;
  }

  @Override
  public Account fold(Account state, AccountEvent event) {
    return event.applyTo(state);
  }

  @Override
  public int snapshotSchema() {
    return SNAPSHOT_SCHEMA;
  }

  @Override
  public Set<Integer> earlierSnapshotSchemas() {
    return WITHOUT_HOLDER;
  }

  @Override
  public Account complete(Account earlier, AccountEvent first) {
    return first instanceof AccountCreated opened ? earlier.heldBy(opened.holder()) : earlier;
  }

  @Override
  public Map<String, Object> encodeSnapshot(Account account) {
    var members = new LinkedHashMap<String, Object>();
    putUnlessNull(members, OWNER, account.owner());
    putHolder(members, account.holder());
    members.put(CURRENCY, account.currency().code());
    members.put(STATUS, account.status().name().toLowerCase(Locale.ROOT));
    members.put(BALANCE, account.balance().value());
    return members;
  }

  @Override
  public Account decodeSnapshot(Map<String, Object> members) {
    var currency = currency(members);
    var status = Account.Status.valueOf(required(members, STATUS).toUpperCase(Locale.ROOT));
    var balance = money(members, BALANCE, currency);
    return new Account(text(members, OWNER), currency, status, balance, holder(members));
  }

  @Override
  public void match(Account snapshot, AccountEvent last) {
    var closed = snapshot.status() == Account.Status.CLOSED;
    if (!snapshot.balance().equals(last.balance()) || closed != last instanceof AccountClosed) {
      throw new IllegalStateException("the snapshot is not the state after its row's last event");
    }
  }

  private static void putHolder(Map<String, Object> members, Holder holder) {
    if (holder != null) {
      members.put(TENANT, holder.tenant());
      members.put(SUBJECT, holder.subject());
    }
  }

  private static Holder holder(Map<String, Object> members) {
    return members.containsKey(TENANT)
        ? new Holder(required(members, TENANT), required(members, SUBJECT))
        : null;
  }

  private static TransferLeg leg(Map<String, Object> members) {
    return members.containsKey(TO)
        ? new TransferLeg(
            required(members, TRANSFER_ID),
            UUID.fromString(required(members, TO)),
            number(members, TO_VERSION).longValueExact())
        : null;
  }

  private static Currency currency(Map<String, Object> members) {
    return Currencies.of(required(members, CURRENCY));
  }

  private static Money money(Map<String, Object> members, String name, Currency currency) {
    return new Money(number(members, name), currency);
  }

  private static BigDecimal number(Map<String, Object> members, String name) {
    if (members.get(name) instanceof BigDecimal number) {
      return number;
    }
    throw new IllegalArgumentException("no number " + name);
  }

  private static String required(Map<String, Object> members, String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text " + name);
  }

  private static String text(Map<String, Object> members, String name) {
    return members.containsKey(name) ? required(members, name) : null;
  }

  private static void putUnlessNull(Map<String, Object> members, String name, String value) {
    if (value != null) {
      members.put(name, value);
    }
  }
}
