package dev.passbook.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads {@code Accept} and {@code Content-Type} before the body is read, and decides by them once
 * the resource is known. In between it takes the two away: Vert.x and Quarkus REST read them in
 * ways of their own, which know no quoted strings, fail on malformed ones, and take a body for a
 * form.
 */
@ApplicationScoped
class MediaTypes {
  private static final int BEFORE_THE_BODY = 830;
  private static final String JSON_BODY = "passbook.json-body";

  private final boolean streams;

  MediaTypes(SseConfig config) {
    this.streams = config.enabled();
  }

  void register(@Observes Filters filters) {
    filters.register(MediaTypes::read, BEFORE_THE_BODY);
  }

  private static void read(RoutingContext context) {
    var headers = context.request().headers();
    try {
      AcceptedTypes.read(headers.getAll(HttpHeaders.ACCEPT)).enter(context);
    } catch (FieldReader.Malformed e) {
      var message = "must be media types such as application/json, with commas between them";
      RouterProblems.end(
          context, RefusedRequest.invalid(new Violation("Accept", message)).problem());
      return;
    }
    context.put(
        JSON_BODY,
        isPlain(headers) && MediaTypeName.isJson(headers.getAll(HttpHeaders.CONTENT_TYPE)));
    if (!Admission.isAboutOperations(context)) {
      headers.remove(HttpHeaders.ACCEPT).remove(HttpHeaders.CONTENT_TYPE);
    }
    context.next();
  }

  /**
   * Without a coding: a compressed body is JSON only once it is inflated, which nothing here does.
   */
  private static boolean isPlain(MultiMap headers) {
    return headers.getAll(HttpHeaders.CONTENT_ENCODING).stream()
        .allMatch(coding -> coding.isBlank() || coding.strip().equalsIgnoreCase("identity"));
  }

  @ServerRequestFilter
  public void check(RoutingContext context) {
    var accepted = AcceptedTypes.of(context);
    if (!accepted.include(MediaTypeName.JSON)
        && !(areOffered(context) && accepted.include(MediaTypeName.EVENT_STREAM))) {
      throw new NotAcceptableException();
    }
    if (hasBody(context) && !Boolean.TRUE.equals(context.get(JSON_BODY))) {
      throw new NotSupportedException();
    }
  }

  private static boolean hasBody(RoutingContext context) {
    return context.body() != null && context.body().length() > 0;
  }

  /** Whether a client may listen here, rather than get a page. */
  private boolean areOffered(RoutingContext context) {
    var method = context.request().method();
    return streams
        && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
        && RouteTemplates.of(context.request().path()).equals(RouteTemplates.EVENTS);
  }

  /** Whether the client would rather listen. */
  boolean areEventsPreferred(RoutingContext context) {
    return areOffered(context)
        && AcceptedTypes.of(context).prefer(MediaTypeName.EVENT_STREAM, MediaTypeName.JSON);
  }
}
