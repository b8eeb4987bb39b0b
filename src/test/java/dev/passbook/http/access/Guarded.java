package dev.passbook.http.access;

import dev.passbook.tokens.TokenIssuerResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/** Runs the service with tokens required. */
public final class Guarded implements QuarkusTestProfile {
  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(TokenIssuerResource.class));
  }

  static GuardedService service(String url) {
    return new GuardedService(url, TokenIssuerResource.issuer()).withKeys();
  }
}
