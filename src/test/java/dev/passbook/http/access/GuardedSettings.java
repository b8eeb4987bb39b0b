package dev.passbook.http.access;

import dev.passbook.tokens.KeySetServer;
import dev.passbook.tokens.TokenIssuerResource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The settings with which a packaged service requires tokens. */
public final class GuardedSettings {
  private GuardedSettings() {}

  public static Map<String, String> of(KeySetServer keys) {
    Map<String, String> environment = new HashMap<>();
    TokenIssuerResource.settings(keys)
        .forEach((property, value) -> environment.put(variable(property), value));
    return environment;
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
