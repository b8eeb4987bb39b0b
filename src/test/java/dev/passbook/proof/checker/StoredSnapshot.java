package dev.passbook.proof.checker;

import java.math.BigDecimal;

/** The state in a row, as of the row's last event. */
public record StoredSnapshot(
    int schema,
    String createdAt,
    String owner,
    String currency,
    String status,
    BigDecimal balance,
    Controls controls) {
  StoredSnapshot with(Controls others) {
    return new StoredSnapshot(schema, createdAt, owner, currency, status, balance, others);
  }
}
