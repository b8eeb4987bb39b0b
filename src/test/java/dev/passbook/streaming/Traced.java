package dev.passbook.streaming;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** The service with traces on, which are kept in memory. */
public class Traced implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.otel.sdk.disabled", "false",
        "quarkus.otel.bsp.schedule.delay", "50ms",
        "quarkus.otel.traces.sampler.arg", "1.0",
        "quarkus.otel.exporter.otlp.enabled", "false");
  }

  /** Found by Quarkus in whatever test runs; who sends no spans has an empty one. */
  static class Collector {
    @Produces
    @Singleton
    InMemorySpanExporter spans() {
      return InMemorySpanExporter.create();
    }
  }
}
