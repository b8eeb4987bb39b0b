package dev.passbook.http.edge;

import dev.passbook.http.exchange.DateHeader;
import dev.passbook.http.exchange.RequestIds;
import dev.passbook.http.problem.RouterProblems;
import dev.passbook.http.telemetry.MetricsFormat;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Sets up the management port: health, metrics and information about the build. No gateway leads to
 * this port, and it needs no token. Otherwise it follows the API's rules: each response has a date,
 * only canonical paths work, and failures are problems. In dev and in tests the API's port serves
 * these paths, too, so that one port is enough.
 */
@ApplicationScoped
class ManagementPort {
  /** The first order after the body handler, which Quarkus registers itself. */
  private static final int BEFORE_ALL_ROUTES = Integer.MIN_VALUE + 1;

  /** Swagger UI describes the API, but Quarkus serves it on the management port. */
  private static final List<String> ALSO_ON_API_PORT =
      List.of("/q/health*", "/q/metrics*", "/q/info", "/q/swagger-ui*");

  private final DateHeader date;
  private Router management;

  ManagementPort(DateHeader date) {
    this.date = date;
  }

  void register(@Observes ManagementInterface port) {
    management = port.router();
    management.route().order(BEFORE_ALL_ROUTES).handler(date::date);
    management.route().order(BEFORE_ALL_ROUTES).handler(RequestIds::identify);
    management.route().order(BEFORE_ALL_ROUTES).handler(CanonicalPaths::check);
    management.route().order(BEFORE_ALL_ROUTES).handler(MetricsFormat::choose);
    RouterProblems.register(management, BEFORE_ALL_ROUTES);
  }

  void besideTheApi(@Observes Router api) {
    if (LaunchMode.current().isDevOrTest()) {
      ALSO_ON_API_PORT.forEach(
          path -> api.route(path).handler(context -> management.handle(context.request())));
    }
  }
}
