package dev.passbook.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** What one caller may ask of one instance, and from which pages of the web. */
@ConfigMapping(prefix = "passbook")
public interface LimitsConfig {
  /** Requests a second that a caller may keep up; 0 for as many as there are. */
  @WithName("caller.rate")
  @WithDefault("100")
  int rate();

  /** Requests that a caller may make at once after a pause. */
  @WithName("caller.burst")
  @WithDefault("200")
  int burst();

  /** Origins whose pages may call from a browser, with commas between them; none if left out. */
  @WithName("cors.origins")
  Optional<String> corsOrigins();
}
