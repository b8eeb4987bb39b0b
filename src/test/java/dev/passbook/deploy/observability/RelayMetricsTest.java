package dev.passbook.deploy.observability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RelayMetricsTest {
  @Test
  void theGuideListsWhatTheRelayExports() {
    assertEquals(GuidesMetrics.ofTheRelay(), Exposition.ofTheRelay().metrics());
  }
}
