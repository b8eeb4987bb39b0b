package dev.passbook.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** How callers are told apart: by the bearer tokens of one issuer, or not at all. */
@ConfigMapping(prefix = "passbook")
public interface AuthConfig {

  /** What a request must bring to be let in. */
  enum Mode {
    JWT,
    NONE
  }

  /** Where it is left out, tokens are needed by what was packaged, and by no other launch. */
  @WithName("auth")
  Optional<Mode> mode();

  @WithName("auth.issuer")
  Optional<String> issuer();

  /** What a token must be meant for: one of these names, with commas between them. */
  @WithName("auth.audience")
  @WithDefault("passbook")
  String audience();

  /** Where the issuer's key set is (RFC 7517): https, or a file. */
  @WithName("auth.keys")
  Optional<String> keys();

  /** A PEM file with the authorities that the key set's server is trusted by, not the machine's. */
  @WithName("auth.keys-ca")
  Optional<String> keysCa();

  /** After which time the key set is fetched anew, so that a withdrawn key counts no longer. */
  @WithName("auth.keys-max-age")
  @WithDefault("10m")
  Duration keysMaxAge();

  /** How far the issuer's clock and this one may be apart. */
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
