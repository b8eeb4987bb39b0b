package dev.passbook.bench;

import java.util.List;
import java.util.UUID;

/** Accounts that clients take in turn. Each client has some of its own, so that none is hot. */
final class Accounts {
  /** The most clients there are at once. */
  static final int CLIENTS = 64;

  private final List<UUID> ids;
  private final int clients;
  private final int[] turns;

  private Accounts(List<UUID> ids, int clients) {
    if (ids.size() % clients != 0) {
      throw new IllegalArgumentException(ids.size() + " accounts for " + clients + " clients");
    }
    this.ids = List.copyOf(ids);
    this.clients = clients;
    this.turns = new int[clients];
  }

  static Accounts shared(List<UUID> ids) {
    return new Accounts(ids, CLIENTS);
  }

  /** All for one client. */
  static Accounts forOne(List<UUID> ids) {
    return new Accounts(ids, 1);
  }

  /** Called by one thread at a time for each client. */
  UUID next(int client) {
    var turn = turns[client]++ % (ids.size() / clients);
    return ids.get(client + clients * turn);
  }
}
