package dev.passbook.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quarkus.runtime.ApplicationConfig;
import jakarta.inject.Singleton;

/**
 * Shows which release an instance runs, as a gauge that is always 1 and has the version as a label.
 */
@Singleton
class BuildInfo implements MeterBinder {
  private final String version;

  BuildInfo(ApplicationConfig application) {
    this.version = application.version().orElseThrow();
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("passbook.build.info", () -> 1)
        .description("The release that this instance runs")
        .tag("version", version)
        .register(registry);
  }
}
