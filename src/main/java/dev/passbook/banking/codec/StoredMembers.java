package dev.passbook.banking.codec;

import dev.passbook.account.CapturedHold;
import dev.passbook.account.Currencies;
import dev.passbook.account.Currency;
import dev.passbook.account.Holder;
import dev.passbook.account.Money;
import dev.passbook.account.Restrictions;
import dev.passbook.account.TransferLeg;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The members of a stored event or snapshot, in the words of the bank. Writing leaves out what is
 * null. Reading throws an {@code IllegalArgumentException} if a required member is missing.
 */
final class StoredMembers {
  private static final String CURRENCY = "Currency";
  private static final String TENANT = "Tenant";
  private static final String SUBJECT = "Subject";
  private static final String TRANSFER_ID = "TransferId";
  private static final String TO = "To";
  private static final String TO_VERSION = "ToVersion";
  private static final String TO_REVERSES = "ToReverses";
  private static final String HOLD = "Hold";
  private static final String HOLD_REMAINING = "HoldRemaining";
  private static final String DEBITS = "DebitsRestricted";
  private static final String CREDITS = "CreditsRestricted";
  private static final String REASON = "RestrictedFor";

  private final Map<String, Object> members;

  StoredMembers(Map<String, Object> members) {
    this.members = members;
  }

  /** Begins to write. */
  static StoredMembers of(Currency currency) {
    var members = new StoredMembers(new LinkedHashMap<>());
    return members.with(CURRENCY, currency.code());
  }

  Map<String, Object> all() {
    return members;
  }

  StoredMembers with(String name, Object value) {
    if (value != null) {
      members.put(name, value);
    }
    return this;
  }

  StoredMembers with(String name, Money money) {
    return with(name, money == null ? null : (Object) money.value());
  }

  /** Writes milliseconds since 1970, which take a third of the bytes of a text. */
  StoredMembers with(String name, Instant time) {
    return with(name, (Object) time.toEpochMilli());
  }

  StoredMembers with(Holder holder) {
    return holder == null ? this : with(TENANT, holder.tenant()).with(SUBJECT, holder.subject());
  }

  StoredMembers with(Restrictions restrictions) {
    return with(DEBITS, restrictions.debits())
        .with(CREDITS, restrictions.credits())
        .with(REASON, restrictions.reason());
  }

  StoredMembers withAny(Restrictions restrictions) {
    return restrictions.equals(Restrictions.NONE) ? this : with(restrictions);
  }

  StoredMembers with(TransferLeg leg) {
    return leg == null
        ? this
        : with(TRANSFER_ID, leg.transferId())
            .with(TO, leg.to().toString())
            .with(TO_VERSION, leg.toVersion())
            .with(TO_REVERSES, leg.creditReverses());
  }

  StoredMembers with(CapturedHold capture) {
    return capture == null
        ? this
        : with(HOLD, capture.version()).with(HOLD_REMAINING, capture.remaining());
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  Currency currency() {
    return Currencies.of(required(CURRENCY));
  }

  Money money(String name) {
    return new Money(number(name), currency());
  }

  /** Returns null if the member is missing. */
  String text(String name) {
    return has(name) ? required(name) : null;
  }

  String required(String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no text " + name);
  }

  long version(String name) {
    return number(name).longValueExact();
  }

  /** Returns null if the member is missing. */
  Long optionalVersion(String name) {
    return has(name) ? version(name) : null;
  }

  Instant time(String name) {
    return Instant.ofEpochMilli(number(name).longValueExact());
  }

  /** Returns null if the member is missing. */
  byte[] bytes(String name) {
    return has(name) ? (byte[]) members.get(name) : null;
  }

  Holder holder() {
    return has(TENANT) ? requiredHolder() : null;
  }

  Holder requiredHolder() {
    return new Holder(required(TENANT), required(SUBJECT));
  }

  /** Reads restrictions that a snapshot leaves out if there are none. */
  Restrictions restrictions() {
    return has(DEBITS) ? requiredRestrictions() : Restrictions.NONE;
  }

  Restrictions requiredRestrictions() {
    return new Restrictions(truth(DEBITS), truth(CREDITS), text(REASON));
  }

  TransferLeg leg() {
    return has(TO)
        ? new TransferLeg(
            required(TRANSFER_ID),
            UUID.fromString(required(TO)),
            version(TO_VERSION),
            optionalVersion(TO_REVERSES))
        : null;
  }

  CapturedHold capture() {
    return has(HOLD) ? new CapturedHold(version(HOLD), money(HOLD_REMAINING)) : null;
  }

  private boolean truth(String name) {
    if (members.get(name) instanceof Boolean truth) {
      return truth;
    }
    throw new IllegalArgumentException("no truth value " + name);
  }

  private BigDecimal number(String name) {
    if (members.get(name) instanceof BigDecimal number) {
      return number;
    }
    throw new IllegalArgumentException("no number " + name);
  }
}
