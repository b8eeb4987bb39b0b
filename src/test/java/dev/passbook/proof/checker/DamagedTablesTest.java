package dev.passbook.proof.checker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.history.History;
import dev.passbook.proof.history.Load;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that the checker reports every lost or replaced row as a violation and never fails on one,
 * whatever type of event stands where another one was.
 */
class DamagedTablesTest {
  private static final int CHECKS = 150;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everyDamageIsReported(long seed) {
    ModelBank bank = new ModelBank();
    History history = new History(bank, bank);
    new Load(seed, "seed" + seed, history, 2, 250).run();
    List<Table> damaged = damaged(bank.table());
    assertTrue(damaged.size() > CHECKS, () -> "only " + damaged.size() + " ways to damage it");
    int step = damaged.size() / CHECKS;
    for (int i = (int) seed; i < damaged.size(); i += step) {
      int damage = i;
      List<Violation> violations = Checker.check(history.exchanges(), damaged.get(i));
      assertFalse(violations.isEmpty(), () -> "damage " + damage + " is not found");
    }
  }

  /** Returns the table without each row, and with each row in the place of each other one. */
  private static List<Table> damaged(Table table) {
    List<Table> damaged = new ArrayList<>();
    table
        .streams()
        .forEach(
            (account, rows) -> {
              for (int place = 1; place <= rows.size(); place++) {
                if (rows.size() > 1) {
                  damaged.add(Tables.withRow(table, account, place, null));
                }
                int version = (int) rows.get(place - 1).version();
                for (StoredRow other : rows) {
                  if (other.version() != version) {
                    damaged.add(
                        Tables.withRow(
                            table, account, place, Tables.again(other, account, version)));
                  }
                }
              }
            });
    return damaged;
  }
}
