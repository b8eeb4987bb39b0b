package dev.passbook.http;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Health, metrics and information about the build have a port of their own, which no gateway leads
 * to. It asks for no token, and keeps the API's rules otherwise: each answer is dated, other
 * spellings of a path lead nowhere, failures are problems. In dev and in tests the API's port
 * answers as well, so that a laptop needs to know one port only.
 */
@ApplicationScoped
class ManagementPort {
  /** Quarkus registers its own handler of bodies before. */
  private static final int BEFORE_ALL_ROUTES = Integer.MIN_VALUE + 1;

  /** Swagger UI, which Quarkus counts among them, shows what the API's port serves. */
  private static final List<String> BESIDE_THE_API =
      List.of("/q/health*", "/q/metrics*", "/q/info", "/q/swagger-ui*");

  private static final List<Integer> WITHOUT_A_ROUTE = List.of(400, 404, 405, 406, 415);

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
    management.route().order(BEFORE_ALL_ROUTES).failureHandler(RouterProblems::fail);
    WITHOUT_A_ROUTE.forEach(status -> management.errorHandler(status, RouterProblems::fail));
  }

  void besideTheApi(@Observes Router api) {
    if (LaunchMode.current().isDevOrTest()) {
      BESIDE_THE_API.forEach(
          path -> api.route(path).handler(context -> management.handle(context.request())));
    }
  }
}
