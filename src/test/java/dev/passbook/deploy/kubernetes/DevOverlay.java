package dev.passbook.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The dev overlay's settings and probes, for tests that start the service as a cluster does. */
public final class DevOverlay {
  private DevOverlay() {}

  /** Returns the container's environment. */
  public static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    object("ConfigMap passbook-")
        .path("data")
        .properties()
        .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
    return settings;
  }

  public static List<String> probePaths() {
    JsonNode container = object("Deployment passbook").at("/spec/template/spec/containers").get(0);
    return Stream.of("startupProbe", "readinessProbe", "livenessProbe")
        .map(probe -> container.path(probe).at("/httpGet/path").asText())
        .toList();
  }

  /** Returns the path that Prometheus scrapes. */
  public static String metricsPath() {
    return Kustomize.render(RenderedFolders.withAllComponents()).stream()
        .filter(object -> object.path("kind").asText().equals("ServiceMonitor"))
        .map(monitor -> monitor.at("/spec/endpoints/0/path").asText())
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode object(String id) {
    return Kustomize.render(RenderedFolders.DEV).stream()
        .filter(object -> Kustomize.id(object).startsWith(id))
        .findFirst()
        .orElseThrow();
  }
}
