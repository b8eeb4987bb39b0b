package dev.passbook.moves.importing;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** The accounts of an earlier system. */
public interface OldAccounts {

  /** Returns the ids of all accounts, each once. */
  Uni<List<String>> ids();

  Uni<OldAccount> account(String id);
}
