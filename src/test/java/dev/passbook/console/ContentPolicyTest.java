package dev.passbook.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "https://login.example/realm, https://login.example",
    "https://login.example:8443, https://login.example:8443"
  })
  void theIssuersOriginIsAdded(String issuer, String origin) {
    assertEquals(policy(" " + origin), ContentPolicy.of(Optional.of(issuer)));
  }

  @Test
  void withoutAnIssuerOnlyTheServiceIsCalled() {
    assertEquals(policy(""), ContentPolicy.of(Optional.empty()));
  }

  /** An issuer's name could otherwise change the policy. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "passbook",
        "http://login.example",
        "https://ada@login.example/",
        "https://login.example; script-src *",
        "https://login.example;script-src",
        "https://a.example,https://b.example/",
        "https:///realm",
        "https://*.example/",
        "https://"
      })
  void anyOtherNameIsLeftOut(String issuer) {
    assertEquals(policy(""), ContentPolicy.of(Optional.of(issuer)));
  }

  private static String policy(String issuer) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        + " font-src 'self'; connect-src 'self'"
        + issuer
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }
}
