package dev.passbook.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.StrictYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that the readers refuse what they must. */
class StrictObjectsTest {
  private static final String SOUND =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: passbook
        labels:
          a: b
      spec:
        replicas: 2
        template:
          spec:
            enableServiceLinks: false
            containers:
              - name: passbook
                args: [one]
                ports:
                  - containerPort: 8080
                securityContext:
                  capabilities:
                    drop: [ALL]
      """;

  @Test
  void aValidObjectIsRead() {
    assertEquals("passbook", KubernetesObjects.read(yaml(SOUND)).getMetadata().getName());
  }

  @ParameterizedTest
  @CsvSource({
    "'  name: passbook\n  labels', '  nam: passbook\n  labels', nam",
    "replicas: 2, replica: 2, replica",
    "replicas: 2, replicas: two, two",
    "replicas: 2, replicas: '\"2\"', String",
    "replicas: 2, replicas: 2.5, 2.5",
    "enableServiceLinks: false, enableServiceLinks: '\"false\"', Boolean",
    "enableServiceLinks: false, enableServiceLink: false, enableServiceLink",
    "a: b, a: 1, Integer",
    "a: b, a: true, Boolean",
    "args: [one], args: [1], Integer",
    "args: [one], arg: [one], arg",
    "containerPort: 8080, containerport: 8080, containerport",
    "drop: [ALL], drops: [ALL], drops",
    "drop: [ALL], drop: ALL, String",
    "replicas: 2, replicas: , null",
    "kind: Deployment, kind: Deploymnt, Deploymnt",
    "apps/v1, apps/v1beta1, apps/v1beta1"
  })
  void aMistakeAtAnyDepthIsRefusedByName(String sound, String wrong, String named) {
    assertTrue(SOUND.contains(sound));
    JsonNode object = yaml(SOUND.replace(sound, wrong));

    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> KubernetesObjects.read(object));

    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "name: passbook, nam: passbook, nam",
    "type: Headers, type: Heads, consistentHash.type",
    "type: Headers, 'type: Headers, cookie: {}', cookie",
    "'headers: [{name: x}]', 'headers: []', headers"
  })
  void aMistakeInAnObjectOfEnvoyGatewayIsRefused(String sound, String wrong, String named) {
    String policy =
        """
        apiVersion: gateway.envoyproxy.io/v1alpha1
        kind: BackendTrafficPolicy
        metadata: {name: policy, namespace: passbook}
        spec:
          targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: passbook}]
          loadBalancer:
            type: ConsistentHash
            consistentHash: {type: Headers, headers: [{name: x}]}
        """;
    assertEquals("policy", KubernetesObjects.read(yaml(policy)).getMetadata().getName());
    assertTrue(policy.contains(sound));
    JsonNode object = yaml(policy.replace(sound, wrong));

    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> KubernetesObjects.read(object));

    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }

  private static JsonNode yaml(String text) {
    return StrictYaml.plain().documents(text).get(0);
  }
}
