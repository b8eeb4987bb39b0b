package dev.passbook.http;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Without keys every request would be 503, so an instance that never had any is neither started nor
 * ready: a roll-out with a wrong URL stops at its first pod. Once there are keys, this is up for
 * good, since keys go on counting while the issuer is out of reach.
 */
@Startup
@Readiness
@ApplicationScoped
class KeysHealth implements AsyncHealthCheck {
  private final Authentication authentication;

  KeysHealth(Authentication authentication) {
    this.authentication = authentication;
  }

  /** A probe is what tries again: before the first keys no request comes that could. */
  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom().item(this::now);
  }

  private HealthCheckResponse now() {
    authentication.fetchFirstKeys();
    var trouble = authentication.trouble();
    var response = HealthCheckResponse.named("issuer-keys").status(trouble.isEmpty());
    trouble.ifPresent(detail -> response.withData("detail", detail));
    return response.build();
  }
}
