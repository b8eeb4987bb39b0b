package dev.passbook.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the API's description: as it was written, or as JSON to whoever asks for that. It is read
 * when it is first asked for, on a worker thread: to understand it takes longer than a start.
 */
@ApplicationScoped
class ApiDescription {
  private static final String PATH = "/q/openapi";
  private static final String FILE = "/META-INF/openapi.yaml";
  private static final String YAML = "application/yaml";
  private static final String JSON = "application/json";

  private final Map<String, Buffer> served = new ConcurrentHashMap<>();

  void register(@Observes Router router) {
    router.get(PATH).blockingHandler(this::answer, false);
    router.head(PATH).blockingHandler(this::answer, false);
    router.route(PATH).handler(ApiDescription::refuse);
  }

  private static void refuse(RoutingContext context) {
    context.response().putHeader("Allow", "GET, HEAD");
    context.fail(HttpResponseStatus.METHOD_NOT_ALLOWED.code());
  }

  private void answer(RoutingContext context) {
    try {
      var type = isJsonWanted(context) ? JSON : YAML;
      context
          .response()
          .putHeader("Content-Type", type + ";charset=UTF-8")
          .end(served.computeIfAbsent(type, ApiDescription::read));
    } catch (RefusedRequest refused) {
      RouterProblems.end(context, refused.problem());
    }
  }

  /** As Quarkus' own page has it: {@code ?format=json} goes before {@code Accept}. */
  private static boolean isJsonWanted(RoutingContext context) {
    var format = Query.read(context.request().query(), Set.of("format")).get("format");
    return format == null
        ? AcceptedTypes.of(context).prefer(MediaTypeName.JSON, MediaTypeName.YAML)
        : format.equalsIgnoreCase("json");
  }

  private static Buffer read(String type) {
    try (var file = ApiDescription.class.getResourceAsStream(FILE)) {
      var written = file.readAllBytes();
      return type.equals(JSON) ? json(written) : Buffer.buffer(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Decimals in examples are money, and keep their digits. */
  private static Buffer json(byte[] yaml) throws IOException {
    var reader =
        YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    return Buffer.buffer(Json.text((ObjectNode) reader.readTree(yaml)));
  }
}
