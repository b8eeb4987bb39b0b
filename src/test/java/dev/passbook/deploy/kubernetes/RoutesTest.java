package dev.passbook.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * Checks that routes lead to the API's port alone, and that requests for one account go to one pod.
 */
class RoutesTest {
  private static final String ID = "43efe3c0-8786-475c-ac16-02644169f737";
  private static final String HEADER = "x-passbook-account";
  private static final String PATHS =
      """
      /accounts/ID,                            ID
      /accounts/ID?version=3,                  ID
      /accounts/ID/withdrawals,                ID
      /accounts/ID/events/7/reversal?dryRun=1, ID
      /accounts,
      /accounts?limit=50,
      /accounts/,
      /transfers,
      /transfers/ID,
      /q/openapi,
      /,
      """;

  private final List<JsonNode> rendered = Kustomize.render(RenderedFolders.withAllComponents());
  private final List<HasMetadata> objects = KubernetesObjects.read(rendered);

  @Test
  void theRouteLeadsToThePortOfTheApi() {
    HTTPRoute route = KubernetesObjects.named("passbook", HTTPRoute.class, objects);
    HTTPBackendRef backend = route.getSpec().getRules().get(0).getBackendRefs().get(0);
    Service service = KubernetesObjects.named(backend.getName(), Service.class, objects);

    assertEquals(1, route.getSpec().getRules().size());
    assertEquals(1, service.getSpec().getPorts().size());
    assertEquals(service.getSpec().getPorts().get(0).getPort(), backend.getPort());
    assertEquals("http", service.getSpec().getPorts().get(0).getTargetPort().getStrVal());
  }

  /** A limit would cut streams of events off. */
  @Test
  void theRouteHasNoTimeLimit() {
    HTTPRoute route = KubernetesObjects.named("passbook", HTTPRoute.class, objects);

    assertEquals("0s", route.getSpec().getRules().get(0).getTimeouts().getRequest());
  }

  @Test
  void ingressesLeadToNamedPortsOfServicesOfTheirOwn() {
    List<String> services =
        KubernetesObjects.of(Ingress.class, objects).stream()
            .map(ingress -> path(ingress).getBackend().getService())
            .peek(backend -> assertEquals("http", backend.getPort().getName()))
            .map(backend -> backend.getName())
            .peek(name -> KubernetesObjects.named(name, Service.class, objects))
            .sorted()
            .toList();

    assertEquals(List.of("passbook", "passbook-by-account"), services);
  }

  @Test
  void policiesOfEnvoyGatewayNameTheRouteAndOneHeader() {
    JsonNode balancing = object("BackendTrafficPolicy passbook-by-account");
    JsonNode script = object("EnvoyExtensionPolicy passbook-account-id");

    assertEquals(HEADER, balancing.at("/spec/loadBalancer/consistentHash/headers/0/name").asText());
    for (JsonNode policy : List.of(balancing, script)) {
      assertEquals("HTTPRoute", policy.at("/spec/targetRefs/0/kind").asText());
      assertEquals("passbook", policy.at("/spec/targetRefs/0/name").asText());
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = PATHS)
  void envoyFindsTheAccountInThePath(String path, String account) {
    String upperCase = path.replace("ID", ID.toUpperCase(Locale.ROOT));

    for (String spelling : List.of(path.replace("ID", ID), upperCase)) {
      Map<String, String> headers =
          new HashMap<>(Map.of(":path", spelling, HEADER, "from-the-client"));
      runScript(headers);
      assertEquals(account == null ? null : ID, headers.get(HEADER), spelling);
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = PATHS)
  void nginxFindsTheAccountInThePath(String path, String account) {
    Ingress ingress = KubernetesObjects.named("passbook-by-account", Ingress.class, objects);
    String pattern = path(ingress).getPath().replace("passbook_account", "account");
    String withoutQuery = path.replace("ID", ID).replaceFirst("\\?.*", "");
    Matcher found = Pattern.compile(pattern).matcher(withoutQuery);

    assertEquals(account != null, found.lookingAt());
    assertTrue(account == null || found.group("account").equals(ID));
    assertEquals(
        "$passbook_account",
        ingress.getMetadata().getAnnotations().get("nginx.ingress.kubernetes.io/upstream-hash-by"));
  }

  /** Calls the script as Envoy does, with these headers of a request. */
  private void runScript(Map<String, String> headers) {
    LuaTable handle = new LuaTable();
    LuaTable access = new LuaTable();
    handle.set("headers", method(arguments -> access));
    access.set(
        "get",
        method(
            arguments -> {
              String value = headers.get(arguments.checkjstring(2));
              return value == null ? LuaValue.NIL : LuaValue.valueOf(value);
            }));
    access.set(
        "add",
        method(
            arguments -> {
              headers.put(arguments.checkjstring(2), arguments.checkjstring(3));
              return LuaValue.NONE;
            }));
    access.set(
        "remove",
        method(
            arguments -> {
              headers.remove(arguments.checkjstring(2));
              return LuaValue.NONE;
            }));
    LuaValue globals = JsePlatform.standardGlobals();
    JsonNode script = object("EnvoyExtensionPolicy passbook-account-id").at("/spec/lua/0/inline");
    globals.get("load").call(script.asText()).call();
    globals.get("envoy_on_request").call(handle);
  }

  /** A method in Lua, whose first argument is its object. */
  private static LuaValue method(Function<Varargs, Varargs> body) {
    return new VarArgFunction() {
      @Override
      public Varargs invoke(Varargs arguments) {
        return body.apply(arguments);
      }
    };
  }

  private static HTTPIngressPath path(Ingress ingress) {
    return ingress.getSpec().getRules().get(0).getHttp().getPaths().get(0);
  }

  private JsonNode object(String id) {
    return rendered.stream()
        .filter(object -> Kustomize.id(object).equals(id))
        .findFirst()
        .orElseThrow();
  }
}
