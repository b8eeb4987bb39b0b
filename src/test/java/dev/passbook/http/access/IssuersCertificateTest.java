package dev.passbook.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.tokens.HttpsKeySetServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reason for rejecting an issuer's certificate is one that an operator can act on. */
class IssuersCertificateTest extends TokenChecks {
  @TempDir Path folder;

  @Test
  void anUnknownAuthorityIsReported() throws Exception {
    try (var issuers = new HttpsKeySetServer(folder, "dns:localhost", "-1d", keySet)) {
      assertEquals(
          "The issuer's keys can't be fetched from "
              + issuers.url()
              + ": the server's certificate is not trusted here, since no authority that is trusted"
              + " here has signed it.",
          trouble(Map.of("passbook.auth.keys", issuers.url())));
    }
  }

  @Test
  void aConfiguredAuthorityIsTrusted() throws Exception {
    try (var issuers = new HttpsKeySetServer(folder, "dns:localhost", "-1d", keySet)) {
      assertEquals(
          "ada",
          check(tokens(trusting(issuers)), issuer.token("acme", "ada"))
              .caller()
              .identity()
              .subject());
    }
  }

  @Test
  void anotherHostsCertificateIsRejected() throws Exception {
    try (var issuers = new HttpsKeySetServer(folder, "dns:other.example", "-1d", keySet)) {
      assertReason("the server's certificate is made out for another host name", issuers);
    }
  }

  @Test
  void anExpiredCertificateIsRejected() throws Exception {
    try (var issuers = new HttpsKeySetServer(folder, "dns:localhost", "-10d", keySet)) {
      assertReason("the server's certificate has expired", issuers);
    }
  }

  @Test
  void aCertificateThatIsNotYetValidIsRejected() throws Exception {
    try (var issuers = new HttpsKeySetServer(folder, "dns:localhost", "+2d", keySet)) {
      assertReason("the server's certificate is not valid yet", issuers);
    }
  }

  @Test
  void aMissingAuthorityFileIsReported() throws Exception {
    var missing = folder.resolve("missing.pem").toString();
    var broken = Files.writeString(folder.resolve("broken.pem"), "nothing").toString();
    var url = "https://localhost:1/keys";

    assertTrue(
        trouble(Map.of("passbook.auth.keys", url, "passbook.auth.keys-ca", missing))
            .endsWith(": there is no file " + missing + "."));
    var trouble = trouble(Map.of("passbook.auth.keys", url, "passbook.auth.keys-ca", broken));
    assertTrue(trouble.contains("CERTIFICATE") && !trouble.contains("null"), trouble);
  }

  private void assertReason(String reason, HttpsKeySetServer issuers) {
    var trouble = trouble(trusting(issuers));

    assertTrue(trouble.endsWith(": " + reason + "."), trouble);
  }

  private static Map<String, String> trusting(HttpsKeySetServer issuers) {
    var settings = new HashMap<String, String>();
    settings.put("passbook.auth.keys", issuers.url());
    settings.put("passbook.auth.keys-ca", issuers.authority().toString());
    return settings;
  }

  private String trouble(Map<String, String> settings) {
    var tokens = tokens(settings);
    prepare(tokens);
    return tokens.trouble();
  }
}
