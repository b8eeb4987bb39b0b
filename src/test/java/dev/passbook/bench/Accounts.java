package dev.passbook.bench;

import java.util.List;
import java.util.UUID;

/** Accounts that clients use in turn. Each client has its own, so that no account is hot. */
final class Accounts {
  /** The largest number of clients. */
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

  /** Gives each of so many clients the same number of accounts. */
  static Accounts of(List<UUID> ids, int clients) {
    return new Accounts(ids, clients);
  }

  /** Gives all accounts to one client. */
  static Accounts forOne(List<UUID> ids) {
    return new Accounts(ids, 1);
  }

  /** Each client's thread must be the only one to call this for it at a time. */
  UUID next(int client) {
    var turn = turns[client]++ % (ids.size() / clients);
    return ids.get(client + clients * turn);
  }
}
