package dev.passbook.tokens;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Provides one issuer and its key set for tests that run the service with tokens required. */
public final class TokenIssuerResource implements QuarkusTestResourceLifecycleManager {
  /** Quarkus loads test classes several times, but system properties exist once per JVM. */
  private static final String KEYS = "test.issuer-keys";

  private final Map<String, String> settings = new HashMap<>();
  private KeySetServer server;

  public static Issuer issuer() {
    synchronized (System.getProperties()) {
      if (System.getProperty(KEYS) == null) {
        publish(Issuer.fresh());
      }
      return Issuer.of(System.getProperty(KEYS));
    }
  }

  /** Publishes this issuer's keys as the ones that the service trusts. */
  public static void publish(Issuer issuer) {
    System.setProperty(KEYS, issuer.privateKeys());
  }

  @Override
  public Map<String, String> start() {
    server = new KeySetServer(() -> issuer().keySet());
    var all = new HashMap<>(settings(server));
    all.putAll(settings);
    return all;
  }

  /** Adds these settings to the others. */
  @Override
  public void init(Map<String, String> more) {
    settings.putAll(more);
  }

  /** Returns the settings with which the service trusts this issuer. */
  public static Map<String, String> settings(KeySetServer server) {
    return Map.of(
        "passbook.auth", "jwt",
        "passbook.auth.issuer", Issuer.NAME,
        "passbook.auth.audience", Issuer.AUDIENCE,
        "passbook.auth.keys", server.url(),
        "passbook.auth.keys-max-age", "1s",
        "passbook.auth.skew", "1s",
        "passbook.caller.rate", "0");
  }

  @Override
  public void stop() {
    server.close();
  }
}
