package dev.passbook.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** What one caller may ask of one instance, and from which pages of the web. */
@ConfigMapping(prefix = "passbook")
public interface LimitsConfig {
  /** What a caller's requests may weigh in a second, by {@link RequestWeight}; 0 for no limit. */
  @WithName("caller.rate")
  @WithDefault("100")
  int rate();

  /** What a caller's requests may weigh at once after a pause. */
  @WithName("caller.burst")
  @WithDefault("200")
  int burst();

  /** Transfers a minute to one account of somebody else's that a caller may keep up; 0 for all. */
  @WithName("payee.rate")
  @WithDefault("10")
  int payeeRate();

  /** Transfers to one account of somebody else's that a caller may make at once after a pause. */
  @WithName("payee.burst")
  @WithDefault("20")
  int payeeBurst();

  /** Origins whose pages may call from a browser, with commas between them; none if left out. */
  @WithName("cors.origins")
  Optional<String> corsOrigins();
}
