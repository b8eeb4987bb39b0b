package dev.passbook.http.message;

import dev.passbook.http.exchange.AllowedMethods;
import dev.passbook.http.exchange.PathKinds;
import dev.passbook.http.exchange.RouteTemplates;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.RouterProblems;
import dev.passbook.http.problem.Violation;
import dev.passbook.http.syntax.AcceptedTypes;
import dev.passbook.http.syntax.FieldParser;
import dev.passbook.http.syntax.MediaTypeName;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Parses {@code Accept} and {@code Content-Type} before the body is read, and checks them once the
 * resource is known. In between it removes both headers, because Vert.x and Quarkus REST parse them
 * differently: they know no quoted strings, fail on malformed values, and may treat a body as a
 * form.
 */
@ApplicationScoped
public class MediaTypes {
  private static final String JSON_BODY = "passbook.json-body";

  private final boolean streams;

  MediaTypes(SseConfig config) {
    this.streams = config.enabled();
  }

  public static void read(RoutingContext context) {
    var headers = context.request().headers();
    try {
      AcceptedTypes.read(headers.getAll(HttpHeaders.ACCEPT)).enter(context);
    } catch (FieldParser.Malformed e) {
      var message = "must be media types such as application/json, with commas between them";
      RouterProblems.end(
          context, RefusedRequest.invalid(new Violation("Accept", message)).problem());
      return;
    }
    context.put(
        JSON_BODY,
        isPlain(headers) && MediaTypeName.isJson(headers.getAll(HttpHeaders.CONTENT_TYPE)));
    if (!PathKinds.isAboutOperations(context)) {
      headers.remove(HttpHeaders.ACCEPT).remove(HttpHeaders.CONTENT_TYPE);
    }
    context.next();
  }

  /** Returns whether the body has no content coding. Nothing here inflates a compressed body. */
  private static boolean isPlain(MultiMap headers) {
    return headers.getAll(HttpHeaders.CONTENT_ENCODING).stream()
        .allMatch(coding -> coding.isBlank() || coding.strip().equalsIgnoreCase("identity"));
  }

  @ServerRequestFilter
  public void check(RoutingContext context) {
    var accepted = AcceptedTypes.of(context);
    if (!accepted.include(MediaTypeName.JSON)
        && offeredBesideJson(context).filter(accepted::include).isEmpty()) {
      throw new NotAcceptableException();
    }
    if (hasBody(context) && !Boolean.TRUE.equals(context.get(JSON_BODY))) {
      throw new NotSupportedException();
    }
  }

  private static boolean hasBody(RoutingContext context) {
    return context.body() != null && context.body().length() > 0;
  }

  /** Returns the representation that the resource offers beside JSON, if there is one. */
  private Optional<MediaTypeName> offeredBesideJson(RoutingContext context) {
    if (!AllowedMethods.BODILESS.contains(context.request().method())) {
      return Optional.empty();
    }
    return switch (RouteTemplates.of(context.request().path())) {
      case RouteTemplates.EVENTS ->
          streams ? Optional.of(MediaTypeName.EVENT_STREAM) : Optional.empty();
      case RouteTemplates.STATEMENT -> Optional.of(MediaTypeName.CSV);
      default -> Optional.empty();
    };
  }

  /** Returns whether the client prefers a live stream. */
  public boolean areEventsPreferred(RoutingContext context) {
    return isPreferred(MediaTypeName.EVENT_STREAM, context);
  }

  /** Returns whether the client prefers CSV. */
  public boolean isCsvPreferred(RoutingContext context) {
    return isPreferred(MediaTypeName.CSV, context);
  }

  private boolean isPreferred(MediaTypeName type, RoutingContext context) {
    return offeredBesideJson(context).filter(type::equals).isPresent()
        && AcceptedTypes.of(context).prefer(type, MediaTypeName.JSON);
  }
}
