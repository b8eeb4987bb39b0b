package dev.passbook.console;

import dev.passbook.banking.BankingConfig;
import dev.passbook.console.calls.CurrentRequest;
import dev.passbook.console.calls.LostAnswers;
import dev.passbook.console.calls.RecordedCalls;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.http.access.AuthConfig;
import dev.passbook.http.exchange.RequestIds;
import dev.passbook.http.message.Query;
import dev.passbook.http.message.QueryNumber;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.RouterProblems;
import dev.passbook.http.syntax.Json;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Registers the console's routes, where the console is on. Elsewhere their paths are unknown. */
@ApplicationScoped
class ConsoleRoutes {
  private static final String READ = "GET, HEAD, OPTIONS";
  private static final String LOSE_NEXT_ANSWER = "/console/lose-next-answer";
  private static final String AFTER = "after";

  private final ConsoleFeatures features;
  private final ConsoleFiles files;
  private final RecordedCalls calls;
  private final LostAnswers answers;
  private final String config;

  ConsoleRoutes(
      ConsoleFeatures features,
      ConsoleConfig console,
      AuthConfig auth,
      BankingConfig banking,
      StoreConfig store,
      ConsoleFiles files,
      RecordedCalls calls,
      LostAnswers answers) {
    this.features = features;
    this.files = files;
    this.calls = calls;
    this.answers = answers;
    this.config = Json.text(ConsoleDocuments.config(console, features, auth, banking, store));
  }

  void register(@Observes Router router) {
    if (features.losesAnswers()) {
      serve(router, LOSE_NEXT_ANSWER, "OPTIONS, POST").handler(this::loseNextAnswer);
    }
    if (features.calls()) {
      router.route().handler(ConsoleRoutes::noteRequest);
      serve(router, "/console/calls", READ).handler(this::respondCalls);
    }
    if (features.pages()) {
      serve(router, "/console/config[.]json", READ).handler(this::respondConfig);
      serve(router, "/console", READ).handler(ConsoleRoutes::redirect);
      serve(router, "/console/.*", READ).blockingHandler(files::respond, false);
    }
  }

  /** Returns the route of a path's methods. Other methods are refused. */
  private static Route serve(Router router, String path, String methods) {
    // A path that is no expression would also match with a slash at its end.
    var route = router.routeWithRegex(path);
    Stream.of(methods.split(", "))
        .map(HttpMethod::valueOf)
        .filter(method -> !method.equals(HttpMethod.OPTIONS))
        .forEach(route::method);
    router.routeWithRegex(path).handler(context -> listMethods(methods, context));
    return route;
  }

  private static void listMethods(String methods, RoutingContext context) {
    context.response().putHeader(HttpHeaders.ALLOW, methods);
    if (context.request().method().equals(HttpMethod.OPTIONS)) {
      context.end();
    } else {
      context.fail(HttpResponseStatus.METHOD_NOT_ALLOWED.code());
    }
  }

  /** Relative links in the page need the slash. */
  private static void redirect(RoutingContext context) {
    context
        .response()
        .setStatusCode(HttpResponseStatus.PERMANENT_REDIRECT.code())
        .putHeader(HttpHeaders.LOCATION, "/console/")
        .end();
  }

  private static void noteRequest(RoutingContext context) {
    CurrentRequest.note(RequestIds.of(context));
    context.next();
  }

  private void respondConfig(RoutingContext context) {
    respond(context, Set.of(), query -> config);
  }

  private void respondCalls(RoutingContext context) {
    respond(
        context,
        Set.of(AFTER),
        query -> {
          var after = QueryNumber.between(0, Long.MAX_VALUE, AFTER, query.get(AFTER, "0"));
          return Json.text(ConsoleDocuments.calls(calls.after(after)));
        });
  }

  private void loseNextAnswer(RoutingContext context) {
    answers.loseNext();
    context.response().setStatusCode(HttpResponseStatus.NO_CONTENT.code()).end();
  }

  /** Responds with JSON, or with a problem for a parameter that is unknown or wrong. */
  private static void respond(
      RoutingContext context, Set<String> parameters, Function<Query, String> json) {
    try {
      var text = json.apply(Query.read(context.request().query(), parameters));
      context
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end(text);
    } catch (RefusedRequest refused) {
      RouterProblems.end(context, refused.problem());
    }
  }
}
