package dev.passbook.deploy.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RelayMetricsTest {
  @Test
  void theGuideListsTheRelaysMetrics() {
    assertEquals(GuidesMetrics.ofTheRelay(), Exposition.ofTheRelay().metrics());
  }
}
