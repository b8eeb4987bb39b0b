package dev.passbook.banking.codec;

import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.AccountLimited;
import dev.passbook.account.AccountRestricted;
import dev.passbook.account.BalanceCredited;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.HoldExpired;
import dev.passbook.account.HoldPlaced;
import dev.passbook.account.HoldReleased;
import dev.passbook.account.HolderChanged;
import dev.passbook.eventstore.StoredEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How each type of event is stored, one entry a type. Each event holds its currency and the balance
 * after it, so it can be decoded alone. The names of members must never change.
 */
final class EventFormats {
  private static final String OWNER = "Owner";
  private static final String AMOUNT = "Amount";
  private static final String BALANCE = "Balance";
  private static final String REFERENCE = "Reference";
  private static final String TRANSFER_ID = "TransferId";
  private static final String REVERSES = "Reverses";
  private static final String HOLD = "Hold";
  private static final String HELD = "Held";
  private static final String EXPIRY = "Expiry";
  private static final String OVERDRAFT = "Overdraft";

  private final Map<String, Format<?>> byType = new HashMap<>();

  private record Format<T extends AccountEvent>(
      Class<T> type, BiConsumer<T, StoredMembers> write, Function<StoredMembers, T> read) {

    void write(AccountEvent event, StoredMembers members) {
      write.accept(type.cast(event), members);
    }
  }

  EventFormats() {
    add(
        AccountCreated.TYPE,
        AccountCreated.class,
        (event, to) -> to.with(OWNER, event.owner()).with(event.holder()),
        from -> new AccountCreated(from.text(OWNER), from.currency(), from.holder()));
    add(
        BalanceCredited.TYPE,
        BalanceCredited.class,
        (event, to) -> to.with(TRANSFER_ID, event.transferId()),
        from ->
            new BalanceCredited(
                from.money(AMOUNT),
                from.money(BALANCE),
                from.text(REFERENCE),
                from.text(TRANSFER_ID),
                from.optionalVersion(REVERSES)));
    add(
        BalanceWithdrawn.TYPE,
        BalanceWithdrawn.class,
        (event, to) -> to.with(event.transfer()).with(event.capture()),
        from ->
            new BalanceWithdrawn(
                from.money(AMOUNT),
                from.money(BALANCE),
                from.text(REFERENCE),
                from.leg(),
                from.capture(),
                from.optionalVersion(REVERSES)));
    add(
        AccountClosed.TYPE,
        AccountClosed.class,
        (event, to) -> {},
        from -> new AccountClosed(from.money(BALANCE)));
    add(
        HoldPlaced.TYPE,
        HoldPlaced.class,
        (event, to) -> to.with(HOLD, event.hold()).with(EXPIRY, event.expiresAt()),
        from ->
            new HoldPlaced(
                from.version(HOLD),
                from.money(AMOUNT),
                from.money(HELD),
                from.money(BALANCE),
                from.time(EXPIRY),
                from.text(REFERENCE)));
    add(
        HoldReleased.TYPE,
        HoldReleased.class,
        (event, to) -> to.with(HOLD, event.hold()),
        from ->
            new HoldReleased(
                from.version(HOLD), from.money(AMOUNT), from.money(HELD), from.money(BALANCE)));
    add(
        HoldExpired.TYPE,
        HoldExpired.class,
        (event, to) -> to.with(HOLD, event.hold()),
        from ->
            new HoldExpired(
                from.version(HOLD), from.money(AMOUNT), from.money(HELD), from.money(BALANCE)));
    add(
        AccountLimited.TYPE,
        AccountLimited.class,
        (event, to) -> to.with(OVERDRAFT, event.overdraft()),
        from -> new AccountLimited(from.money(OVERDRAFT), from.money(BALANCE)));
    add(
        AccountRestricted.TYPE,
        AccountRestricted.class,
        (event, to) -> to.with(event.restrictions()),
        from -> new AccountRestricted(from.requiredRestrictions(), from.money(BALANCE)));
    add(
        HolderChanged.TYPE,
        HolderChanged.class,
        (event, to) -> to.with(event.holder()),
        from -> new HolderChanged(from.requiredHolder(), from.money(BALANCE)));
  }

  private <T extends AccountEvent> void add(
      String name,
      Class<T> type,
      BiConsumer<T, StoredMembers> write,
      Function<StoredMembers, T> read) {
    byType.put(name, new Format<>(type, write, read));
  }

  Set<String> types() {
    return Set.copyOf(byType.keySet());
  }

  StoredEvent encode(AccountEvent event) {
    var members =
        StoredMembers.of(event.balance().currency())
            .with(AMOUNT, event.amount())
            .with(BALANCE, event.balance())
            .with(HELD, event.held())
            .with(REFERENCE, event.reference())
            .with(REVERSES, event.reverses());
    byType.get(event.type()).write(event, members);
    return new StoredEvent(event.type(), members.all());
  }

  AccountEvent decode(StoredEvent stored) {
    var format = byType.get(stored.type());
    if (format == null) {
      throw new IllegalArgumentException("unknown event type " + stored.type());
    }
    return format.read().apply(new StoredMembers(stored.members()));
  }
}
