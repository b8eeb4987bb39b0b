package dev.passbook.deploy.kubernetes;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the rules for every object of every overlay. */
class EveryObjectTest {
  static List<Path> folders() {
    return RenderedFolders.all();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyObjectIsValidAndUnique(Path folder) {
    List<HasMetadata> objects = RenderedFolders.objects(folder);
    Set<String> ids = new HashSet<>();

    assertTrue(objects.size() > 5, objects.toString());
    objects.forEach(
        object -> assertTrue(ids.add(object.getKind() + object.getMetadata().getName())));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyObjectIsInTheOverlaysRestrictedNamespace(Path folder) {
    List<HasMetadata> objects = RenderedFolders.objects(folder);
    Namespace namespace = KubernetesObjects.of(Namespace.class, objects).get(0);

    assertEquals(
        "restricted",
        namespace.getMetadata().getLabels().get("pod-security.kubernetes.io/enforce"));
    objects.stream()
        .filter(object -> !(object instanceof Namespace))
        .forEach(
            object ->
                assertEquals(
                    namespace.getMetadata().getName(), object.getMetadata().getNamespace()));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void podsHaveNoPrivileges(Path folder) {
    for (Deployment deployment : deployments(folder)) {
      PodSpec pod = deployment.getSpec().getTemplate().getSpec();
      assertTrue(pod.getSecurityContext().getRunAsNonRoot());
      assertTrue(pod.getSecurityContext().getRunAsUser() > 0);
      assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
      assertFalse(pod.getAutomountServiceAccountToken());
      assertTrue(pod.getHostNetwork() == null && pod.getHostPID() == null);
      for (Container container : pod.getContainers()) {
        assertFalse(container.getSecurityContext().getAllowPrivilegeEscalation());
        assertEquals(List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
        assertEquals(List.of(), container.getSecurityContext().getCapabilities().getAdd());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void containersRequestCpuAndTheirWholeMemoryLimit(Path folder) {
    containers(folder)
        .forEach(
            container -> {
              Map<String, Quantity> requests = container.getResources().getRequests();
              Map<String, Quantity> limits = container.getResources().getLimits();
              assertEquals(
                  requests.get("memory").getNumericalAmount(),
                  limits.get("memory").getNumericalAmount());
              assertTrue(requests.get("cpu").getNumericalAmount().signum() > 0);
            });
  }

  @ParameterizedTest
  @MethodSource("folders")
  void imagesHaveATagOtherThanLatest(Path folder) {
    containers(folder)
        .forEach(
            container ->
                assertTrue(
                    container.getImage().matches("[a-z0-9./-]+:(?!latest$)[a-z0-9.-]+"),
                    container.getImage()));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everySelectorMatchesOnePod(Path folder) {
    List<HasMetadata> objects = RenderedFolders.objects(folder);
    List<Map<String, String>> labels =
        deployments(folder).stream()
            .map(deployment -> deployment.getSpec().getTemplate().getMetadata().getLabels())
            .toList();

    Stream.of(
            KubernetesObjects.of(Service.class, objects).stream()
                .map(service -> service.getSpec().getSelector()),
            KubernetesObjects.of(Deployment.class, objects).stream()
                .map(deployment -> deployment.getSpec().getSelector().getMatchLabels()),
            KubernetesObjects.of(PodDisruptionBudget.class, objects).stream()
                .map(budget -> budget.getSpec().getSelector().getMatchLabels()),
            policies(objects).map(policy -> policy.getSpec().getPodSelector().getMatchLabels()),
            callers(objects).map(LabelSelector::getMatchLabels))
        .flatMap(selectors -> selectors)
        .forEach(
            selector ->
                assertEquals(
                    1,
                    labels.stream()
                        .filter(pod -> pod.entrySet().containsAll(selector.entrySet()))
                        .count(),
                    selector::toString));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void servicesTargetNamedPortsOfPods(Path folder) {
    List<HasMetadata> objects = RenderedFolders.objects(folder);
    Set<String> named =
        containers(folder)
            .flatMap(container -> container.getPorts().stream())
            .map(ContainerPort::getName)
            .collect(toSet());

    for (Service service : KubernetesObjects.of(Service.class, objects)) {
      assertEquals("ClusterIP", service.getSpec().getType());
      for (ServicePort port : service.getSpec().getPorts()) {
        assertTrue(named.contains(port.getTargetPort().getStrVal()), port::toString);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void networkPoliciesRestrictEveryPodInBothDirections(Path folder) {
    List<HasMetadata> objects = RenderedFolders.objects(folder);
    for (Deployment deployment : deployments(folder)) {
      Map<String, String> pod = deployment.getSpec().getTemplate().getMetadata().getLabels();
      Set<String> restricted =
          policies(objects)
              .filter(policy -> selects(policy, pod))
              .flatMap(policy -> policy.getSpec().getPolicyTypes().stream())
              .collect(toSet());
      assertEquals(Set.of("Ingress", "Egress"), restricted, deployment.getMetadata().getName());
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void podsReferToExistingObjects(Path folder) {
    List<HasMetadata> objects = RenderedFolders.objects(folder);
    Set<String> ids =
        objects.stream()
            .map(object -> object.getKind() + " " + object.getMetadata().getName())
            .collect(toSet());

    for (Deployment deployment : deployments(folder)) {
      PodSpec pod = deployment.getSpec().getTemplate().getSpec();
      if (pod.getServiceAccountName() != null) {
        assertTrue(ids.contains("ServiceAccount " + pod.getServiceAccountName()));
      }
      pod.getContainers().stream()
          .flatMap(container -> container.getEnvFrom().stream())
          .map(source -> source.getConfigMapRef().getName())
          .forEach(name -> assertTrue(ids.contains("ConfigMap " + name), name));
    }
    assertNotNull(KubernetesObjects.named("passbook", Service.class, objects));
  }

  private static boolean selects(NetworkPolicy policy, Map<String, String> pod) {
    return pod.entrySet()
        .containsAll(policy.getSpec().getPodSelector().getMatchLabels().entrySet());
  }

  private static Stream<NetworkPolicy> policies(List<HasMetadata> objects) {
    return KubernetesObjects.of(NetworkPolicy.class, objects).stream();
  }

  /** Returns the selectors of the pods that policies name as callers or callees. */
  private static Stream<LabelSelector> callers(List<HasMetadata> objects) {
    return policies(objects)
        .flatMap(
            policy ->
                Stream.concat(
                    policy.getSpec().getIngress().stream().flatMap(rule -> rule.getFrom().stream()),
                    policy.getSpec().getEgress().stream().flatMap(rule -> rule.getTo().stream())))
        .map(peer -> peer.getPodSelector())
        .filter(selector -> selector != null);
  }

  private static List<Deployment> deployments(Path folder) {
    return KubernetesObjects.of(Deployment.class, RenderedFolders.objects(folder));
  }

  private static Stream<Container> containers(Path folder) {
    return deployments(folder).stream()
        .flatMap(
            deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().stream());
  }
}
