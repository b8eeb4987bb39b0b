package dev.passbook.deploy.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.deploy.observability.Query.Matcher;
import dev.passbook.deploy.observability.Query.Selector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks that the reader of queries reads them correctly. */
class QueryTest {
  private static Query read(String expression) {
    return Query.parse("test", expression);
  }

  @Test
  void metricsAreDistinguishedFromFunctionsAndWords() {
    var query =
        read(
            "histogram_quantile(0.99, sum by (le, route) (rate(a_bucket{job=\"x\", code=~\"5..|409\"}[5m])))"
                + " / scalar(b) > 1e3 and on (job) c:d offset 10m unless absent(up == 1)");

    assertEquals(
        List.of(
            new Selector(
                "a_bucket",
                Map.of("job", new Matcher("=", "x"), "code", new Matcher("=~", "5..|409"))),
            new Selector("b", Map.of()),
            new Selector("c:d", Map.of()),
            new Selector("up", Map.of())),
        query.selectors());
    assertEquals(Set.of("le", "route", "job"), query.groupings());
  }

  @Test
  void aBraceInAStringIsIgnored() {
    assertEquals(
        List.of(new Selector("a", Map.of("b", new Matcher("!=", "} (c) {")))),
        read("sum(a{b!=\"} (c) {\"}) by (d)").selectors());
  }

  @Test
  void aQueryWithoutAMetricNameIsRefused() {
    assertThrows(AssertionError.class, () -> read("{job=\"x\"}"));
  }
}
