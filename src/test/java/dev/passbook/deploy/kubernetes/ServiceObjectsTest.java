package dev.passbook.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.deploy.ServiceSettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the service's objects with its settings and its behaviour. */
class ServiceObjectsTest {
  private final List<HasMetadata> production = RenderedFolders.objects(RenderedFolders.PRODUCTION);

  static List<Path> folders() {
    return RenderedFolders.all();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theCodeKnowsEveryPassbookVariable(Path folder) {
    Set<String> unknown = new TreeSet<>(settings(folder).keySet());
    unknown.removeIf(name -> !name.startsWith("PASSBOOK_"));
    unknown.removeAll(ServiceSettings.variables().keySet());

    assertEquals(Set.of(), unknown);
  }

  @Test
  void theBaseRepeatsTheDefaultsOfTheCode() {
    Map<String, String> settings = settings(RenderedFolders.PRODUCTION);
    Map<String, String> defaults = ServiceSettings.variables();
    defaults.values().removeIf(String::isEmpty);
    defaults.keySet().retainAll(settings.keySet());
    settings.keySet().retainAll(defaults.keySet());

    assertTrue(defaults.size() >= 7, defaults::toString);
    assertEquals(defaults, settings);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void containerPortsMatchTheSettings(Path folder) {
    Map<String, String> ports =
        container(folder).getPorts().stream()
            .collect(
                Collectors.toMap(
                    ContainerPort::getName, port -> Integer.toString(port.getContainerPort())));

    assertEquals(
        Map.of(
            "http", settings(folder).get("QUARKUS_HTTP_PORT"),
            "management", settings(folder).get("QUARKUS_MANAGEMENT_PORT")),
        ports);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theGracePeriodIsLongerThanTheStop(Path folder) {
    PodSpec pod = pod(folder);
    Duration stop =
        Duration.ofSeconds(container(folder).getLifecycle().getPreStop().getSleep().getSeconds())
            .plus(ServiceSettings.duration("quarkus.shutdown.delay"))
            .plus(ServiceSettings.duration("quarkus.shutdown.timeout"));

    assertTrue(pod.getTerminationGracePeriodSeconds() > stop.toSeconds(), stop::toString);
    assertTrue(
        ServiceSettings.duration("quarkus.shutdown.timeout")
                .compareTo(ServiceSettings.requestTimeout())
            > 0,
        "a request in flight may take its whole budget");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void onlyTmpIsWritable(Path folder) {
    Container container = container(folder);

    assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
    assertEquals(1, container.getVolumeMounts().size());
    assertEquals("/tmp", container.getVolumeMounts().get(0).getMountPath());
  }

  @ParameterizedTest
  @MethodSource("folders")
  void eachProbeUsesItsHealthCheckOnTheManagementPort(Path folder) {
    Container container = container(folder);

    assertEquals(
        Set.of("/q/health/started", "/q/health/live", "/q/health/ready"),
        probes(container).map(probe -> probe.getHttpGet().getPath()).collect(Collectors.toSet()));
    assertEquals("/q/health/live", container.getLivenessProbe().getHttpGet().getPath());
    assertEquals("/q/health/started", container.getStartupProbe().getHttpGet().getPath());
    probes(container)
        .forEach(probe -> assertEquals("management", probe.getHttpGet().getPort().getStrVal()));
  }

  /**
   * The service reports not ready for the shutdown delay. At least one probe must fall into it, and
   * one must be enough.
   */
  @ParameterizedTest
  @MethodSource("folders")
  void readinessIsProbedOftenEnoughToNoticeAStop(Path folder) {
    Probe readiness = container(folder).getReadinessProbe();

    assertEquals(1, readiness.getFailureThreshold());
    assertTrue(
        readiness.getPeriodSeconds()
            <= ServiceSettings.duration("quarkus.shutdown.delay").toSeconds());
  }

  @Test
  void productionScalesByLoadAndIsNeverEvictedAsAWhole() {
    HorizontalPodAutoscaler scaler =
        KubernetesObjects.named("passbook", HorizontalPodAutoscaler.class, production);
    PodDisruptionBudget budget =
        KubernetesObjects.named("passbook", PodDisruptionBudget.class, production);
    Deployment deployment = KubernetesObjects.named("passbook", Deployment.class, production);

    assertEquals(null, deployment.getSpec().getReplicas(), "the autoscaler owns this number");
    assertEquals(deployment.getKind(), scaler.getSpec().getScaleTargetRef().getKind());
    assertEquals(deployment.getApiVersion(), scaler.getSpec().getScaleTargetRef().getApiVersion());
    assertEquals("passbook", scaler.getSpec().getScaleTargetRef().getName());
    assertTrue(scaler.getSpec().getMinReplicas() >= 3);
    assertTrue(
        scaler.getSpec().getMinReplicas() > budget.getSpec().getMaxUnavailable().getIntVal());
    assertEquals(
        List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname"),
        pod(RenderedFolders.PRODUCTION).getTopologySpreadConstraints().stream()
            .map(constraint -> constraint.getTopologyKey())
            .toList());
  }

  /** The location of the issuer's public keys is no secret. */
  @Test
  void productionHasAServiceAccountAndNoKeys() {
    ServiceAccount account = KubernetesObjects.named("passbook", ServiceAccount.class, production);

    assertEquals(
        account.getMetadata().getName(), pod(RenderedFolders.PRODUCTION).getServiceAccountName());
    assertEquals(
        Set.of(),
        settings(RenderedFolders.PRODUCTION).keySet().stream()
            .filter(name -> !Set.of("PASSBOOK_AUTH_KEYS", "PASSBOOK_KEYED_WRITES").contains(name))
            .filter(name -> name.contains("KEY") || name.contains("SECRET"))
            .collect(Collectors.toSet()));
  }

  @Test
  void metricsAreScrapedFromANamedPortOfTheService() {
    List<HasMetadata> objects = RenderedFolders.objects(RenderedFolders.withAllComponents());
    ServiceMonitor monitor = KubernetesObjects.named("passbook", ServiceMonitor.class, objects);

    assertEquals("/q/metrics", monitor.getSpec().getEndpoints().get(0).getPath());
    assertEquals("management", monitor.getSpec().getEndpoints().get(0).getTargetPort().getStrVal());
    assertTrue(
        objects.stream()
            .filter(object -> object.getKind().equals("Service"))
            .anyMatch(
                service ->
                    service
                        .getMetadata()
                        .getLabels()
                        .equals(monitor.getSpec().getSelector().getMatchLabels())));
  }

  /** A caller of the API reaches neither health nor metrics. */
  @ParameterizedTest
  @MethodSource("folders")
  void callersOfTheApiCannotReachTheManagementPort(Path folder) {
    List<HasMetadata> objects = RenderedFolders.objects(folder);

    assertEquals(
        List.of("http"),
        KubernetesObjects.named("passbook", NetworkPolicy.class, objects)
            .getSpec()
            .getIngress()
            .stream()
            .flatMap(rule -> rule.getPorts().stream())
            .map(port -> port.getPort().getStrVal())
            .toList());
    assertEquals(
        List.of("http"),
        KubernetesObjects.named("passbook", Service.class, objects).getSpec().getPorts().stream()
            .map(port -> port.getTargetPort().getStrVal())
            .toList());
  }

  private static Stream<Probe> probes(Container container) {
    return Stream.of(
        container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe());
  }

  private static PodSpec pod(Path folder) {
    return KubernetesObjects.named("passbook", Deployment.class, RenderedFolders.objects(folder))
        .getSpec()
        .getTemplate()
        .getSpec();
  }

  private static Container container(Path folder) {
    return pod(folder).getContainers().get(0);
  }

  /** Returns the container's environment, from its ConfigMap. */
  private static Map<String, String> settings(Path folder) {
    String name = container(folder).getEnvFrom().get(0).getConfigMapRef().getName();
    return new TreeMap<>(
        KubernetesObjects.named(name, ConfigMap.class, RenderedFolders.objects(folder)).getData());
  }
}
