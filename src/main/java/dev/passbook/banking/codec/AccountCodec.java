package dev.passbook.banking.codec;

import dev.passbook.account.Account;
import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.AccountLimited;
import dev.passbook.account.AccountRestricted;
import dev.passbook.account.Holder;
import dev.passbook.account.HolderChanged;
import dev.passbook.account.Money;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.StoredEvent;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Stores account events and snapshots, and folds the events. */
public final class AccountCodec implements EventCodec<Account, AccountEvent> {
  /** Schema 2 has no overdraft, restrictions or holds, because its accounts had none. */
  private static final int SNAPSHOT_SCHEMA = 3;

  /** Schema 1 has no holder, so a snapshot of it may lack the holder of its account. */
  private static final Set<Integer> WITHOUT_HOLDER = Set.of(1);

  private static final String OWNER = "Owner";
  private static final String STATUS = "Status";
  private static final String BALANCE = "Balance";
  private static final String OVERDRAFT = "Overdraft";
  private static final String HOLDS = "Holds";

  private final EventFormats formats = new EventFormats();

  /** Returns the names of all types of events. */
  public Set<String> types() {
    return formats.types();
  }

  @Override
  public StoredEvent encode(AccountEvent event) {
    return formats.encode(event);
  }

  @Override
  public AccountEvent decode(StoredEvent stored) {
    return formats.decode(stored);
  }

  @Override
  public String listedUnder(AccountEvent event) {
    if (event instanceof HolderChanged changed) {
      return listOf(changed.holder());
    }
    return event instanceof AccountCreated opened && opened.holder() != null
        ? listOf(opened.holder())
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
  public Set<Integer> compatibleSnapshotSchemas() {
    return Set.of(2);
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
    var overdraft = account.overdraft();
    return StoredMembers.of(account.currency())
        .with(OWNER, account.owner())
        .with(account.holder())
        .with(STATUS, account.status().name().toLowerCase(Locale.ROOT))
        .with(BALANCE, account.balance())
        .with(OVERDRAFT, overdraft.isZero() ? null : overdraft)
        .withAny(account.restrictions())
        .with(HOLDS, HoldsFormat.write(account.holds()))
        .all();
  }

  @Override
  public Account decodeSnapshot(Map<String, Object> stored) {
    var members = new StoredMembers(stored);
    var currency = members.currency();
    return new Account(
        members.text(OWNER),
        currency,
        Account.Status.valueOf(members.required(STATUS).toUpperCase(Locale.ROOT)),
        members.money(BALANCE),
        members.holder(),
        members.has(OVERDRAFT) ? members.money(OVERDRAFT) : Money.zero(currency),
        members.restrictions(),
        HoldsFormat.read(members.bytes(HOLDS), currency));
  }

  @Override
  public void match(Account snapshot, AccountEvent last) {
    var closed = snapshot.status() == Account.Status.CLOSED;
    if (!snapshot.balance().equals(last.balance())
        || closed != last instanceof AccountClosed
        || last.held() != null && !snapshot.held().equals(last.held())
        || !hasWhatWasSet(snapshot, last)) {
      throw new IllegalStateException("the snapshot is not the state after its row's last event");
    }
  }

  private static boolean hasWhatWasSet(Account snapshot, AccountEvent last) {
    if (last instanceof AccountLimited limited) {
      return limited.overdraft().equals(snapshot.overdraft());
    }
    if (last instanceof AccountRestricted restricted) {
      return restricted.restrictions().equals(snapshot.restrictions());
    }
    return !(last instanceof HolderChanged changed) || changed.holder().equals(snapshot.holder());
  }

  /**
   * Returns the name of the list of a holder's accounts. The tenant's length marks where the
   * subject begins, so that no two holders share a list.
   */
  public static String listOf(Holder holder) {
    return holder.tenant().length() + ":" + holder.tenant() + ":" + holder.subject();
  }
}
