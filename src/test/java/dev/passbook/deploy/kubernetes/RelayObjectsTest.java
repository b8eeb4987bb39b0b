package dev.passbook.deploy.kubernetes;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.deploy.RelaySettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the relay's pods with the service's, and with the relay's settings and behaviour. */
class RelayObjectsTest {
  private final List<HasMetadata> objects =
      RenderedFolders.objects(RenderedFolders.PRODUCTION_RELAY);
  private final Deployment relay =
      KubernetesObjects.named("passbook-relay", Deployment.class, objects);

  @Test
  void theRelayHasTheServicesRestrictions() {
    PodSpec service = pod(KubernetesObjects.named("passbook", Deployment.class, objects));
    PodSpec pod = pod(relay);

    assertEquals(service.getSecurityContext(), pod.getSecurityContext());
    assertEquals(container(service).getSecurityContext(), container(pod).getSecurityContext());
    assertEquals(container(service).getVolumeMounts(), container(pod).getVolumeMounts());
    assertEquals(service.getVolumes(), pod.getVolumes());
    assertEquals(service.getEnableServiceLinks(), pod.getEnableServiceLinks());
  }

  @Test
  void theRelayHasItsOwnServiceAccount() {
    String account = pod(relay).getServiceAccountName();

    assertEquals("passbook-relay", account);
    assertNotEquals(
        account,
        pod(KubernetesObjects.named("passbook", Deployment.class, objects))
            .getServiceAccountName());
    assertEquals(
        false,
        KubernetesObjects.named(account, ServiceAccount.class, objects)
            .getAutomountServiceAccountToken());
  }

  @Test
  void theTableComesFromTheServicesSettingsAndTheRestFromItsOwn() {
    List<Map<String, String>> sources = settings();
    Map<String, String> own = new TreeMap<>(sources.get(1));
    own.keySet().removeIf(name -> !name.startsWith("PASSBOOK_"));
    Map<String, String> defaults = RelaySettings.own();
    defaults.keySet().retainAll(own.keySet());

    assertEquals(2, sources.size());
    assertTrue(sources.get(0).keySet().containsAll(Set.of("PASSBOOK_TABLE_NAME", "AWS_REGION")));
    assertEquals(defaults, own, "each is one that the relay knows, with its default");
    assertTrue(own.containsKey("PASSBOOK_RELAY_STREAM"));
    Set<String> both = new TreeSet<>(own.keySet());
    both.retainAll(sources.get(0).keySet());
    assertEquals(Set.of(), both);
  }

  @Test
  void oneRelayKeepsRunningWhileTheOtherIsMoved() {
    PodDisruptionBudget budget =
        KubernetesObjects.named("passbook-relay", PodDisruptionBudget.class, objects);

    assertTrue(relay.getSpec().getReplicas() > budget.getSpec().getMaxUnavailable().getIntVal());
    assertEquals(
        0, relay.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal());
    assertEquals("AlwaysAllow", budget.getSpec().getUnhealthyPodEvictionPolicy());
  }

  @Test
  void theGracePeriodIsLongerThanTheStop() throws IOException {
    String source =
        Files.readString(
            Path.of("src/leases/java/dev/passbook/streaming/leases/LeasedStream.java"));
    int shutdown =
        Pattern.compile("SHUTDOWN_SECONDS = (\\d+);")
            .matcher(source)
            .results()
            .mapToInt(found -> Integer.parseInt(found.group(1)))
            .sum();

    assertTrue(shutdown > 0);
    assertTrue(pod(relay).getTerminationGracePeriodSeconds() > shutdown);
  }

  @Test
  void onlyTheNodesProbesReachTheRelay() {
    Container container = container(pod(relay));
    NetworkPolicy policy = KubernetesObjects.named("passbook-relay", NetworkPolicy.class, objects);

    assertEquals(List.of(), policy.getSpec().getIngress());
    assertEquals(
        Set.of("/q/health/started", "/q/health/live", "/q/health/ready"),
        probes(container).map(probe -> probe.getHttpGet().getPath()).collect(toSet()));
    assertEquals("/q/health/live", container.getLivenessProbe().getHttpGet().getPath());
    probes(container)
        .forEach(
            probe ->
                assertEquals(
                    container.getPorts().get(0).getName(),
                    probe.getHttpGet().getPort().getStrVal()));
    assertEquals(
        settings().get(0).get("QUARKUS_MANAGEMENT_PORT"),
        container.getPorts().get(0).getContainerPort().toString());
    for (Service service : KubernetesObjects.of(Service.class, objects)) {
      assertTrue(
          !relay
              .getSpec()
              .getTemplate()
              .getMetadata()
              .getLabels()
              .entrySet()
              .containsAll(service.getSpec().getSelector().entrySet()));
    }
  }

  /** The alert rules and the dashboard find the relay by its job name. */
  @Test
  void metricsAreScrapedUnderTheJobNameOfTheRules() throws IOException {
    PodMonitor monitor = KubernetesObjects.named("passbook-relay", PodMonitor.class, objects);
    PodMetricsEndpoint endpoint = monitor.getSpec().getPodMetricsEndpoints().get(0);
    String job = endpoint.getRelabelings().get(0).getReplacement();

    assertEquals("job", endpoint.getRelabelings().get(0).getTargetLabel());
    assertTrue(
        Files.readString(Path.of("deploy/observability/rules.yaml"))
            .contains("passbook_relay_parked_accounts{job=\"" + job + "\"}"));
    assertEquals("/q/metrics", endpoint.getPath());
    assertEquals(container(pod(relay)).getPorts().get(0).getName(), endpoint.getPort());
    assertEquals(
        relay.getSpec().getSelector().getMatchLabels(),
        monitor.getSpec().getSelector().getMatchLabels());
  }

  private static Stream<Probe> probes(Container container) {
    return Stream.of(
        container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe());
  }

  /** Returns the container's environment by source; later sources take precedence. */
  private List<Map<String, String>> settings() {
    return container(pod(relay)).getEnvFrom().stream()
        .map(source -> source.getConfigMapRef().getName())
        .map(name -> KubernetesObjects.named(name, ConfigMap.class, objects).getData())
        .<Map<String, String>>map(TreeMap::new)
        .toList();
  }

  private static PodSpec pod(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec();
  }

  private static Container container(PodSpec pod) {
    return pod.getContainers().get(0);
  }
}
