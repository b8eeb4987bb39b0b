package dev.passbook.moves.importing;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** The demo's accounts without a table. */
record InMemoryAccounts(List<DemoBank> accounts) implements OldAccounts {
  @Override
  public Uni<List<String>> ids() {
    return Uni.createFrom().item(accounts.stream().map(DemoBank::id).toList());
  }

  @Override
  public Uni<OldAccount> account(String id) {
    return Uni.createFrom()
        .item(
            () ->
                accounts.stream()
                    .filter(account -> account.id().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .account());
  }
}
