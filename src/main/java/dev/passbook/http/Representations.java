package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.AccountLimited;
import dev.passbook.account.AccountRestricted;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.HoldPlaced;
import dev.passbook.account.HolderChanged;
import dev.passbook.account.Money;
import dev.passbook.account.Restrictions;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.AccountView;
import dev.passbook.banking.Caller;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.http.syntax.Json;
import java.util.List;
import java.util.Locale;

/** Renders accounts, events and transfers as JSON. */
public final class Representations {
  private Representations() {}

  /** Renders an account as the caller may see it. */
  static ObjectNode account(AccountView view, Caller caller) {
    var snapshot = view.snapshot();
    var account = view.account();
    var node =
        Json.object()
            .put("id", AccountIds.of(snapshot.stream()))
            .put("owner", account.owner())
            .put("currency", account.currency().code())
            .put("status", account.status().name().toLowerCase(Locale.ROOT))
            .put("balance", account.balance().value())
            .put("held", account.held().value())
            .put("available", account.available().value())
            .put("overdraft", account.overdraft().value());
    node.set("restrictions", restrictions(account.restrictions(), caller.actsAsOperator()));
    return node.put("version", snapshot.version())
        .put("createdAt", Timestamp.format(snapshot.createdAt()))
        .put("updatedAt", Timestamp.format(snapshot.updatedAt()));
  }

  private static ObjectNode restrictions(Restrictions restrictions, boolean forOperator) {
    var node =
        Json.object().put("debits", restrictions.debits()).put("credits", restrictions.credits());
    if (forOperator) {
      node.put("reason", restrictions.reason());
    }
    return node;
  }

  /** Renders an event. It leaves out members that do not apply to the event's type. */
  public static ObjectNode event(RecordedEvent<AccountEvent> recorded, Reader reader) {
    var event = recorded.event();
    var account = AccountIds.of(recorded.stream());
    var node =
        Json.object()
            .put("accountId", account)
            .put("version", recorded.version())
            .put("type", event.type());
    putUnlessNull(node, "amount", event.amount());
    putUnlessNull(node, "balance", event.balance());
    putUnlessNull(node, "held", event.held());
    putUnlessNull(node, "reference", event.reference());
    putUnlessNull(node, "transferId", event.transferId());
    if (event.reverses() != null) {
      node.put("reverses", event.reverses());
    }
    if (event.hold() != null) {
      node.put("holdId", account + "-" + event.hold());
    }
    putDetails(node, event, reader);
    if (recorded.actor() != null && reader.isOperator()) {
      node.putObject("actor")
          .put("subject", recorded.actor().subject())
          .put("role", recorded.actor().role());
    }
    return node.put("at", Timestamp.format(recorded.at()));
  }

  /** Renders what only one type of event has. */
  private static void putDetails(ObjectNode node, AccountEvent event, Reader reader) {
    if (event instanceof BalanceWithdrawn paid && paid.capture() != null) {
      putUnlessNull(node, "holdRemaining", paid.capture().remaining());
    } else if (event instanceof HoldPlaced placed) {
      node.put("expiresAt", Timestamp.format(placed.expiresAt()));
    } else if (event instanceof AccountLimited limited) {
      putUnlessNull(node, "overdraft", limited.overdraft());
    } else if (event instanceof AccountRestricted restricted) {
      node.set("restrictions", restrictions(restricted.restrictions(), reader.isOperator()));
    } else if (event instanceof HolderChanged changed && reader.isOperator()) {
      node.put("subject", changed.holder().subject());
    }
  }

  static ObjectNode page(EventPage<AccountEvent> page, String next, Reader reader) {
    var node = Json.object();
    var events = node.putArray("events");
    page.events().forEach(event -> events.add(event(event, reader)));
    return node.put("next", next);
  }

  /**
   * Renders a transfer from its withdrawing leg. The caller may not be allowed to read the payee's
   * account, so only its id is shown.
   */
  static ObjectNode transfer(RecordedEvent<AccountEvent> leg, Caller caller) {
    var withdrawn = (BalanceWithdrawn) leg.event();
    var node =
        Json.object()
            .put("id", withdrawn.transferId())
            .put("from", AccountIds.of(leg.stream()))
            .put("to", withdrawn.transfer().to().toString())
            .put("amount", withdrawn.amount().value())
            .put("currency", withdrawn.amount().currency().code())
            .put("reference", withdrawn.reference())
            .put("fromVersion", leg.version());
    if (caller.actsAsOperator()) {
      node.put("toVersion", withdrawn.transfer().toVersion());
    }
    if (withdrawn.transfer().creditReverses() != null) {
      var reversed = withdrawn.transfer().to() + "-" + withdrawn.transfer().creditReverses();
      node.put("reverses", reversed);
    }
    if (withdrawn.hold() != null) {
      node.put("holdId", AccountIds.of(leg.stream()) + "-" + withdrawn.hold());
      putUnlessNull(node, "holdRemaining", withdrawn.capture().remaining());
    }
    return node.put("at", Timestamp.format(leg.at()));
  }

  /** Renders a page of a holder's accounts. */
  static ObjectNode accounts(List<AccountView> page, String next, Caller caller) {
    var node = Json.object();
    var accounts = node.putArray("accounts");
    page.forEach(account -> accounts.add(account(account, caller)));
    return node.put("next", next);
  }

  private static void putUnlessNull(ObjectNode node, String name, Money money) {
    if (money != null) {
      node.put(name, money.value());
    }
  }

  private static void putUnlessNull(ObjectNode node, String name, String value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
