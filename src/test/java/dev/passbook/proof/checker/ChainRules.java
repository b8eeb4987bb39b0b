package dev.passbook.proof.checker;

import java.util.List;

/** Checks that each row follows on the chain of the row before it. */
record ChainRules(Run run) {
  void check() {
    run.table.streams().values().forEach(this::check);
  }

  /** The model's rows have no chains. Each row of a real table is checked, whether it has one. */
  private void check(List<StoredRow> rows) {
    String previous = null;
    for (StoredRow row : rows) {
      StoredChain chain = row.chain();
      if (chain != null) {
        boolean follows =
            chain.recorded() != null
                && chain.follows(previous == null ? chain.beginning() : previous);
        run.require(
            follows,
            Rule.EVERY_ROW_FOLLOWS_ON_THE_CHAIN,
            "%s does not follow: %s",
            chain.recorded(),
            row.events());
        previous = chain.recorded();
      }
    }
  }
}
