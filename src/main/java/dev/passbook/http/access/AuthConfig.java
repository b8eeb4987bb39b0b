package dev.passbook.http.access;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** How callers are authenticated: by bearer tokens of one issuer, or not at all. */
@ConfigMapping(prefix = "passbook")
public interface AuthConfig {

  enum Mode {
    JWT,
    NONE
  }

  /** The mode. By default, a packaged service needs tokens, and no other launch does. */
  @WithName("auth")
  Optional<Mode> mode();

  /** Returns whether callers need tokens. Without tokens, the service does not tell them apart. */
  static boolean needsTokens(AuthConfig config) {
    var packaged = LaunchMode.current() == LaunchMode.NORMAL;
    return config.mode().orElse(packaged ? Mode.JWT : Mode.NONE) == Mode.JWT;
  }

  @WithName("auth.issuer")
  Optional<String> issuer();

  /** The accepted audiences, separated by commas. A token must name one of them. */
  @WithName("auth.audience")
  @WithDefault("passbook")
  String audience();

  /** The location of the issuer's key set (RFC 7517): an https URL or a file. */
  @WithName("auth.keys")
  Optional<String> keys();

  /**
   * A PEM file with the authorities to trust for the key set's server, instead of those of the
   * machine.
   */
  @WithName("auth.keys-ca")
  Optional<String> keysCa();

  /** The time after which the key set is fetched again, so that a withdrawn key becomes invalid. */
  @WithName("auth.keys-max-age")
  @WithDefault("10m")
  Duration keysMaxAge();

  /** The tolerated difference between the issuer's clock and this one. */
  @WithName("auth.skew")
  @WithDefault("30s")
  Duration skew();

  @WithName("auth.tenant-claim")
  @WithDefault("tenant")
  String tenantClaim();

  @WithName("auth.scope-claim")
  @WithDefault("scope")
  String scopeClaim();

  @WithName("auth.roles-claim")
  @WithDefault("groups")
  String rolesClaim();

  @WithName("auth.operator-role")
  @WithDefault("operator")
  String operatorRole();
}
