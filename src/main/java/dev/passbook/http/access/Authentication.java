package dev.passbook.http.access;

import dev.passbook.http.exchange.PathKinds;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RouterProblems;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Accepts requests with a valid token before it reads anything else of them, and stores the bearer
 * for the resources. If authentication is off, it accepts every request.
 */
@Singleton
public class Authentication {
  private static final Logger LOG = Logger.getLogger(Authentication.class);

  /**
   * A bound, so that requests with made-up tokens do not take all places while keys are fetched.
   */
  private static final int MOST_WAITING = 64;

  private static final Duration FETCH_LIMIT = Duration.ofSeconds(3);
  private static final String SCHEMAS = "/schemas/events/";

  /** The scheme's name in any case, followed by one token (RFC 6750, section 2.1). */
  private static final Pattern SCHEME = Pattern.compile("Bearer +", Pattern.CASE_INSENSITIVE);

  private final AuthConfig config;
  private final Clock clock;
  private final Vertx vertx;
  private final AtomicInteger waiting = new AtomicInteger();
  private Tokens tokens;

  Authentication(AuthConfig config, Clock clock, Vertx vertx) {
    this.config = config;
    this.clock = clock;
    this.vertx = vertx;
  }

  /** Runs before everything else, so that a service with missing settings stops at once. */
  void prepare(@Observes @Priority(1) StartupEvent start) {
    if (AuthConfig.needsTokens(config)) {
      require(config.issuer(), "PASSBOOK_AUTH_ISSUER");
      require(config.keys(), "PASSBOOK_AUTH_KEYS");
      var location = URI.create(config.keys().orElseThrow());
      var source = new KeySetSource(vertx, location, config.keysCa(), FETCH_LIMIT);
      tokens = new Tokens(config, clock, new KeySet(source, config.keysMaxAge(), System::nanoTime));
      fetchFirstKeys();
    } else if (LaunchMode.current() == LaunchMode.NORMAL) {
      LOG.warn("PASSBOOK_AUTH is none: everyone who reaches this service may do everything");
    }
  }

  private static void require(Optional<String> setting, String variable) {
    if (setting.isEmpty()) {
      stop(variable);
    }
  }

  private static void stop(String variable) {
    var complaint = variable + " must be set, or PASSBOOK_AUTH to none if nobody needs a token.";
    throw new IllegalStateException(complaint, new PreventFurtherStepsException(complaint, 1));
  }

  /**
   * Fetches the first keys, if it is time to try. This never fails, and no caller has to wait for
   * it.
   */
  public Future<Void> fetchFirstKeys() {
    return tokens == null ? Future.succeededFuture() : tokens.prepare();
  }

  /** Returns why no token can be checked, for the operator, or nothing if tokens can be checked. */
  Optional<String> trouble() {
    return tokens == null || tokens.haveKeys() ? Optional.empty() : Optional.of(tokens.trouble());
  }

  public void authenticate(RoutingContext context) {
    if (tokens == null) {
      accept(Bearer.ANYONE, context);
    } else if (needsNoToken(context)) {
      context.next();
    } else {
      authenticate(context.request().headers().getAll("Authorization"), context);
    }
  }

  /**
   * Returns whether the path is public. Schemas, the start page and the console's files are, and
   * browsers send OPTIONS without a token.
   */
  private static boolean needsNoToken(RoutingContext context) {
    var path = context.request().path();
    return PathKinds.isAboutOperations(context)
        || path.startsWith(SCHEMAS)
        || PathKinds.isStartPage(path)
        || PathKinds.isConsole(path)
        || context.request().method().equals(HttpMethod.OPTIONS);
  }

  private void authenticate(List<String> authorization, RoutingContext context) {
    if (authorization.isEmpty()) {
      Challenge.missingToken(context);
      return;
    }
    var scheme = SCHEME.matcher(authorization.get(0));
    if (authorization.size() == 1 && scheme.lookingAt()) {
      var token = authorization.get(0).substring(scheme.end());
      tokens
          .known(token)
          .ifPresentOrElse(bearer -> accept(bearer, context), () -> check(token, context));
    } else {
      Challenge.invalidToken(context);
    }
  }

  /**
   * Checks a token. The body waits while keys are fetched, which may complete on another event
   * loop.
   */
  private void check(String token, RoutingContext context) {
    var checked = tokens.check(token);
    if (checked.isComplete()) {
      acceptOrRefuse(checked, context);
    } else if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      RouterProblems.end(context, Problems.keysMissing());
    } else {
      context.request().pause();
      var here = vertx.getOrCreateContext();
      checked.onComplete(done -> here.runOnContext(now -> resume(checked, context)));
    }
  }

  private void resume(Future<Bearer> checked, RoutingContext context) {
    waiting.decrementAndGet();
    acceptOrRefuse(checked, context);
    context.request().resume();
  }

  private static void acceptOrRefuse(Future<Bearer> checked, RoutingContext context) {
    if (checked.succeeded()) {
      accept(checked.result(), context);
    } else {
      refuse(checked.cause(), context);
    }
  }

  private static void accept(Bearer bearer, RoutingContext context) {
    bearer.enter(context);
    context.next();
  }

  private static void refuse(Throwable failure, RoutingContext context) {
    if (failure instanceof Tokens.KeysMissing) {
      RouterProblems.end(context, Problems.keysMissing());
    } else {
      Challenge.invalidToken(context);
    }
  }
}
