package dev.passbook.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.passbook.http.message.Query;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.RouterProblems;
import dev.passbook.http.syntax.AcceptedTypes;
import dev.passbook.http.syntax.Json;
import dev.passbook.http.syntax.MediaTypeName;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.runtime.ApplicationConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves the API's description as YAML, or as JSON if the client asks for it, with the version of
 * the build. The file is read on the first request, on a worker thread, because parsing it takes
 * longer than a start.
 */
@ApplicationScoped
class ApiDescription {
  private static final String PATH = "/q/openapi";
  private static final String FILE = "/META-INF/openapi.yaml";
  private static final String YAML = "application/yaml";
  private static final String JSON = "application/json";

  /** In the file, only the version of the document begins a line in this way. */
  private static final String VERSION = "\n  version: ";

  private final Map<String, Buffer> served = new ConcurrentHashMap<>();
  private final String version;

  ApiDescription(ApplicationConfig application) {
    this.version = application.version().orElseThrow();
  }

  void register(@Observes Router router) {
    router.get(PATH).blockingHandler(this::respond, false);
    router.head(PATH).blockingHandler(this::respond, false);
    router.route(PATH).handler(ApiDescription::refuse);
  }

  private static void refuse(RoutingContext context) {
    context.response().putHeader("Allow", "GET, HEAD");
    context.fail(HttpResponseStatus.METHOD_NOT_ALLOWED.code());
  }

  private void respond(RoutingContext context) {
    try {
      var type = wantsJson(context) ? JSON : YAML;
      context
          .response()
          .putHeader("Content-Type", type + ";charset=UTF-8")
          .end(served.computeIfAbsent(type, this::read));
    } catch (RefusedRequest refused) {
      RouterProblems.end(context, refused.problem());
    }
  }

  /** {@code ?format=json} takes precedence over {@code Accept}, as with Quarkus' own endpoint. */
  private static boolean wantsJson(RoutingContext context) {
    var format = Query.read(context.request().query(), Set.of("format")).get("format");
    return format == null
        ? AcceptedTypes.of(context).prefer(MediaTypeName.JSON, MediaTypeName.YAML)
        : format.equalsIgnoreCase("json");
  }

  private Buffer read(String type) {
    try (var file = ApiDescription.class.getResourceAsStream(FILE)) {
      var document = withVersion(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      return type.equals(JSON) ? json(document) : Buffer.buffer(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String withVersion(String written) {
    var start = written.indexOf(VERSION) + VERSION.length();
    var end = written.indexOf('\n', start);
    return written.substring(0, start) + version + written.substring(end);
  }

  /** Decimals in examples are money, so they keep their digits. */
  private static Buffer json(String yaml) throws IOException {
    var reader =
        YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    return Buffer.buffer(Json.text((ObjectNode) reader.readTree(yaml)));
  }
}
