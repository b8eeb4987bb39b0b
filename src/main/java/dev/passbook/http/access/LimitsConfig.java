package dev.passbook.http.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Limits of one caller at one instance, and the origins that may call from a browser. */
@ConfigMapping(prefix = "passbook")
public interface LimitsConfig {
  /** The cost of a caller's requests per second, by {@link RequestCost}. 0 means no limit. */
  @WithName("caller.rate")
  @WithDefault("100")
  int rate();

  /** The cost of a caller's requests at once after a pause. */
  @WithName("caller.burst")
  @WithDefault("200")
  int burst();

  /**
   * The sustained number of transfers a minute from a caller to one foreign account. 0 means no
   * limit.
   */
  @WithName("payee.rate")
  @WithDefault("10")
  int payeeRate();

  /** The number of transfers from a caller to one foreign account at once after a pause. */
  @WithName("payee.burst")
  @WithDefault("20")
  int payeeBurst();

  /**
   * The origins whose pages may call from a browser, separated by commas. By default there are
   * none.
   */
  @WithName("cors.origins")
  Optional<String> corsOrigins();
}
