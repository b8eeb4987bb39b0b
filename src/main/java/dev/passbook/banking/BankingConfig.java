package dev.passbook.banking;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What a bank decides once and clients then rely on. */
@ConfigMapping(prefix = "passbook")
public interface BankingConfig {
  /** ISO 4217 code of an account that names no currency. */
  @WithDefault("EUR")
  String currency();

  /** How long an idempotency key is remembered at least. */
  @WithDefault("7d")
  Duration idempotencyRetention();

  /**
   * How many accounts' heads are kept in memory, half a kilobyte each. The first write on any other
   * account is preceded by a read.
   */
  @WithDefault("20000")
  int heads();
}
