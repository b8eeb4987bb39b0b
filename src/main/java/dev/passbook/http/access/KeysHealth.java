package dev.passbook.http.access;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Reports whether the issuer's keys are known. Without keys every request would get 503, so an
 * instance is neither started nor ready until it has some: a roll-out with a wrong URL stops at its
 * first pod. After that this check stays up, since keys stay valid while the issuer is out of
 * reach.
 */
@Startup
@Readiness
@ApplicationScoped
class KeysHealth implements AsyncHealthCheck {
  private final Authentication authentication;

  KeysHealth(Authentication authentication) {
    this.authentication = authentication;
  }

  /**
   * Tries to fetch the keys. Before the first keys no request arrives, so only probes can retry.
   */
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
