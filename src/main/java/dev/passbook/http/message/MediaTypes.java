package dev.passbook.http.message;

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
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
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
        && !(areEventsOffered(context) && accepted.include(MediaTypeName.EVENT_STREAM))) {
      throw new NotAcceptableException();
    }
    if (hasBody(context) && !Boolean.TRUE.equals(context.get(JSON_BODY))) {
      throw new NotSupportedException();
    }
  }

  private static boolean hasBody(RoutingContext context) {
    return context.body() != null && context.body().length() > 0;
  }

  /** Returns whether the resource offers a live stream. */
  private boolean areEventsOffered(RoutingContext context) {
    var method = context.request().method();
    return streams
        && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
        && RouteTemplates.of(context.request().path()).equals(RouteTemplates.EVENTS);
  }

  /** Returns whether the client prefers a live stream. */
  public boolean areEventsPreferred(RoutingContext context) {
    return areEventsOffered(context)
        && AcceptedTypes.of(context).prefer(MediaTypeName.EVENT_STREAM, MediaTypeName.JSON);
  }
}
