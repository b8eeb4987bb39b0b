package dev.passbook.http.exchange;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;

/** Classifies requests by their path, before a route is matched. */
public final class PathKinds {
  private static final String OPERATIONS = "/q/";

  /** Operators need these paths most under overload or while the service stops. */
  private static final List<String> URGENT = List.of("/q/health", "/q/metrics", "/q/info");

  private static final Set<String> START_PAGE =
      Set.of("/", "/index.html", "/passbook.css", "/passbook.svg", "/start.js");

  private static final String CONSOLE = "/console";

  private PathKinds() {}

  /** Returns whether the path is for operators, such as a health check. */
  public static boolean isAboutOperations(RoutingContext context) {
    return context.request().path().startsWith(OPERATIONS);
  }

  /** Returns whether the request is served even under overload. */
  public static boolean isUrgent(RoutingContext context) {
    return URGENT.stream().anyMatch(context.request().path()::startsWith);
  }

  /** Returns whether the path is the start page or one of its files. It shows no account. */
  public static boolean isStartPage(String path) {
    return START_PAGE.contains(path);
  }

  /** Returns whether the path is the console's. Its files show no account. */
  public static boolean isConsole(String path) {
    return path.equals(CONSOLE) || path.startsWith(CONSOLE + "/");
  }
}
