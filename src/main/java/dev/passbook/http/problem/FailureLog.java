package dev.passbook.http.problem;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.http.exchange.RequestIds;
import dev.passbook.http.exchange.TraceIds;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.MDC;

/**
 * Writes the single log line about a failure. Its searchable values are MDC members, under {@code
 * mdc} in JSON lines, and its text repeats them for a reader.
 *
 * <p>The line names the account, but nothing that the account holds or the client sent.
 */
final class FailureLog {
  private static final Logger LOG = Logger.getLogger("dev.passbook.problems");
  private static final String PATH = "/accounts/";
  private static final String STREAM = AccountIds.CATEGORY + "-";

  private final String begin;
  private final Map<String, String> members = new LinkedHashMap<>();

  private FailureLog(RoutingContext context, String problemType) {
    var request = context.request();
    this.begin =
        "%s %s %s: %s: "
            .formatted(RequestIds.of(context), request.method(), request.path(), problemType);
    members.put("requestId", RequestIds.of(context));
    RequestIds.ofTheGateway(context).ifPresent(id -> members.put("gatewayRequestId", id));
    members.put("problemType", problemType);
    // If there is a span, its trace is a member already.
    if (MDC.get("traceId") == null) {
      TraceIds.of(request).ifPresent(trace -> members.put("traceId", trace));
    }
    account(request.path(), PATH);
  }

  static FailureLog about(ProblemType problem, RoutingContext context) {
    return new FailureLog(context, problem.slug());
  }

  /** Adds the stream and version of an unreadable history, which the path may not contain. */
  FailureLog at(UnreadableHistory failure) {
    account(failure.stream(), STREAM);
    members.put("version", Long.toString(failure.version()));
    return this;
  }

  void log(Level level, String what) {
    log(level, what, null);
  }

  void log(Level level, String what, Throwable failure) {
    try {
      members.forEach(MDC::put);
      LOG.log(level, begin + what, failure);
    } finally {
      members.keySet().forEach(MDC::remove);
    }
  }

  private void account(String name, String begin) {
    if (name.startsWith(begin)) {
      AccountIds.parse(name.substring(begin.length()).split("/", 2)[0])
          .ifPresent(id -> members.put("account", id.toString()));
    }
  }
}
