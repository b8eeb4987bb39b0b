package dev.passbook.http.edge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each path has exactly one accepted spelling. */
class CanonicalPathsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/accounts",
        "/accounts/",
        "/accounts/0b7e4c1a-6a3f-4f0e-9a55-2f1d6f7e8c90/events/1",
        "/schemas/events/dev.passbook.AccountCreated.v1.json",
        "/q/health/live",
        "/a..b/..c/d../...",
        "/%C3%BC",
        "/%20",
        "/~user/(a)!$&'*+,=:@"
      })
  void aCanonicalPathIsAccepted(String path) {
    assertTrue(CanonicalPaths.isCanonical(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "accounts",
        "*",
        "//",
        "//q/metrics",
        "/q//metrics",
        "/accounts//",
        "/.",
        "/..",
        "/./q",
        "/accounts/../q/metrics",
        "/accounts/..",
        "/%71/metrics",
        "/%2e%2e/q",
        "/accounts/%2E",
        "/%7Euser",
        "/a%2Fb",
        "/a%2fb",
        "/a%5cb",
        "/a\\b",
        "/a;b",
        "/q;/metrics",
        "/a%3Bb",
        "/a%25b",
        "/a%00b",
        "/a%0ab",
        "/a%7fb",
        "/a%24b",
        "/%",
        "/%4",
        "/%zz",
        "/%u0071",
        "/\u00fc",
        "/a b",
        "/a\tb",
        "/a#b",
        "/a|b",
        "/a\"b"
      })
  void anyOtherSpellingIsRejected(String path) {
    assertFalse(CanonicalPaths.isCanonical(path));
  }
}
