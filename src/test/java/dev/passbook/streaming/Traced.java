package dev.passbook.streaming;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** Enables tracing and keeps the spans in memory. */
public class Traced implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quarkus.otel.sdk.disabled", "false",
        "quarkus.otel.bsp.schedule.delay", "50ms",
        "quarkus.otel.traces.sampler.arg", "1.0",
        "quarkus.otel.exporter.otlp.enabled", "false");
  }

  /** Quarkus uses this bean in every test; without tracing it stays empty. */
  static class Collector {
    @Produces
    @Singleton
    InMemorySpanExporter spans() {
      return InMemorySpanExporter.create();
    }
  }
}
