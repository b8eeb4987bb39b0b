package dev.passbook.deploy.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads objects as Kubernetes' own types. It refuses unknown fields, values of a wrong type and
 * nulls, as the API server does with strict validation.
 */
final class KubernetesObjects {
  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.ofEntries(
          Map.entry("v1 ConfigMap", ConfigMap.class),
          Map.entry("v1 Namespace", Namespace.class),
          Map.entry("v1 Service", Service.class),
          Map.entry("v1 ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1 Deployment", Deployment.class),
          Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
          Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
          Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
          Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class));

  /** No library has the types of Envoy Gateway. The schemas allow only what the files here use. */
  private static final String ENVOY_GATEWAY = "gateway.envoyproxy.io/";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new NothingIsCollected())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(LogicalType.Textual, KubernetesObjects::refuseOtherScalars)
          .build();

  private KubernetesObjects() {}

  /** The model types collect unknown fields, which must be an error here. */
  private static final class NothingIsCollected extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  private static void refuseOtherScalars(MutableCoercionConfig textual) {
    Stream.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
        .forEach(shape -> textual.setCoercion(shape, CoercionAction.Fail));
  }

  static HasMetadata read(JsonNode object) {
    String kind = object.path("apiVersion").asText() + " " + object.path("kind").asText();
    if (kind.startsWith(ENVOY_GATEWAY)) {
      return readByItsSchema(object);
    }
    if (!KINDS.containsKey(kind)) {
      throw new IllegalArgumentException("No kind of object that is known here: " + kind);
    }
    if (holdsNull(object)) {
      throw new IllegalArgumentException(Kustomize.id(object) + " holds a null");
    }
    try {
      return MAPPER.treeToValue(object, KINDS.get(kind));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(Kustomize.id(object) + ": " + e.getOriginalMessage(), e);
    }
  }

  private static HasMetadata readByItsSchema(JsonNode object) {
    String file = "/kubernetes/" + object.path("kind").asText() + ".json";
    Set<ValidationMessage> mistakes =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(KubernetesObjects.class.getResourceAsStream(file))
            .validate(object);
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(Kustomize.id(object) + ": " + mistakes);
    }
    return new ObjectMapper().convertValue(object, GenericKubernetesResource.class);
  }

  static List<HasMetadata> read(List<? extends JsonNode> objects) {
    return objects.stream().map(KubernetesObjects::read).toList();
  }

  static <T extends HasMetadata> List<T> of(Class<T> type, List<HasMetadata> objects) {
    return objects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static <T extends HasMetadata> T named(String name, Class<T> type, List<HasMetadata> objects) {
    return of(type, objects).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + type.getSimpleName() + " " + name));
  }

  private static boolean holdsNull(JsonNode node) {
    return node.isNull() || Kustomize.stream(node).anyMatch(KubernetesObjects::holdsNull);
  }
}
