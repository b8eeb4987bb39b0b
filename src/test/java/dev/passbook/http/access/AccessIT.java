package dev.passbook.http.access;

import dev.passbook.packaging.PackagedService;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Runs the same tests against the package. */
class AccessIT extends AccessRules {
  private static final Issuer ISSUER = Issuer.fresh();
  private static KeySetServer keys;
  private static PackagedService packaged;
  private static String url;

  @BeforeAll
  static void start() {
    keys = new KeySetServer(ISSUER::keySet);
    packaged = PackagedService.start(GuardedSettings.of(keys));
    url = packaged.url().toString();
  }

  @AfterAll
  static void stop() {
    packaged.close();
    keys.close();
  }

  @Override
  protected GuardedService service() {
    return new GuardedService(url, ISSUER).withKeys();
  }

  @Override
  protected String logged() {
    return packaged.output();
  }
}
