package dev.passbook.banking;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of the bank that clients rely on. */
@ConfigMapping(prefix = "passbook")
public interface BankingConfig {
  /** The ISO 4217 code for a new account whose request names no currency. */
  @WithDefault("EUR")
  String currency();

  /** The minimum time for which an idempotency key is kept. */
  @WithDefault("7d")
  Duration idempotencyRetention();

  /**
   * The number of accounts in the state cache. The first write on an account that is not cached
   * needs a read. The store's settings have the default, since it remembers as many states.
   */
  int heads();

  /** How long a hold lasts that names no expiry. */
  @WithDefault("7d")
  Duration holdExpiry();

  /** The number of holds that an account may have at once, 1 to 100. */
  @WithDefault("20")
  int maxHolds();

  /**
   * Whether holds, limits, restrictions and holders can be set. Off while an older release still
   * serves, which can't read their events.
   */
  @WithDefault("true")
  boolean accountControls();
}
