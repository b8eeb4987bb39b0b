package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.Account;
import dev.passbook.account.AccountCreated;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Caller;
import dev.passbook.banking.HolderAccounts;
import dev.passbook.eventstore.EventPage;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.http.syntax.Json;
import java.util.Locale;

/** Renders accounts, events and transfers as JSON. */
final class Representations {
  private Representations() {}

  static ObjectNode account(Snapshot<Account> snapshot) {
    var account = snapshot.state();
    return Json.object()
        .put("id", AccountIds.of(snapshot.stream()))
        .put("owner", account.owner())
        .put("currency", account.currency().code())
        .put("status", account.status().name().toLowerCase(Locale.ROOT))
        .put("balance", account.balance().value())
        .put("version", snapshot.version())
        .put("createdAt", Timestamp.format(snapshot.createdAt()))
        .put("updatedAt", Timestamp.format(snapshot.updatedAt()));
  }

  /** Renders an event. It leaves out members that do not apply to the event's type. */
  static ObjectNode event(RecordedEvent<AccountEvent> recorded) {
    var event = recorded.event();
    var node =
        Json.object()
            .put("accountId", AccountIds.of(recorded.stream()))
            .put("version", recorded.version())
            .put("type", event.type());
    if (event.amount() != null) {
      node.put("amount", event.amount().value());
    }
    node.put("balance", event.balance().value());
    putUnlessNull(node, "reference", event.reference());
    putUnlessNull(node, "transferId", event.transferId());
    return node.put("at", Timestamp.format(recorded.at()));
  }

  static ObjectNode page(EventPage<AccountEvent> page, String next) {
    var node = Json.object();
    var events = node.putArray("events");
    page.events().forEach(event -> events.add(event(event)));
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
    if (!caller.isAuthenticated() || caller.operator()) {
      node.put("toVersion", withdrawn.transfer().toVersion());
    }
    return node.put("at", Timestamp.format(leg.at()));
  }

  /**
   * Renders a page of a holder's accounts as they were opened. Clients read their current state one
   * by one.
   */
  static ObjectNode holdings(HolderAccounts.Page page, String next) {
    var node = Json.object();
    var accounts = node.putArray("accounts");
    page.opened().forEach(opened -> accounts.add(holding(opened)));
    return node.put("next", next);
  }

  private static ObjectNode holding(RecordedEvent<AccountEvent> opened) {
    var created = (AccountCreated) opened.event();
    return Json.object()
        .put("id", AccountIds.of(opened.stream()))
        .put("owner", created.owner())
        .put("currency", created.currency().code())
        .put("createdAt", Timestamp.format(opened.at()));
  }

  private static void putUnlessNull(ObjectNode node, String name, String value) {
    if (value != null) {
      node.put(name, value);
    }
  }
}
