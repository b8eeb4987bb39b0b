package dev.passbook.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Optional;

/** Configures the console. */
@ConfigMapping(prefix = "passbook")
interface ConsoleConfig {
  /** Whether the console is served. */
  @WithName("console")
  @WithDefault("false")
  boolean enabled();

  /**
   * The console's client id at the issuer, for OpenID Connect's code flow. Without it, a visitor
   * pastes a token.
   */
  @WithName("console.client-id")
  Optional<String> clientId();

  /** The scopes that the console asks the issuer for. */
  @WithName("console.scope")
  @WithDefault("openid accounts:read")
  String scope();

  /** The address of a trace in the operator's tracing system, with {@code {traceId}} in it. */
  @WithName("console.trace-link")
  Optional<String> traceLink();
}
