package dev.passbook.http;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.UnreadableHistory;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.MDC;

/**
 * The one line that the log has about a failure. What it can be looked for by are members of their
 * own, under {@code mdc} where lines are JSON; its text says the same to a reader.
 *
 * <p>It tells which account it is about, and nothing of what is in it or of what the client sent.
 */
final class FailureLine {
  private static final Logger LOG = Logger.getLogger("dev.passbook.problems");
  private static final String PATH = "/accounts/";
  private static final String STREAM = AccountIds.CATEGORY + "-";

  private final String begin;
  private final Map<String, String> members = new LinkedHashMap<>();

  private FailureLine(RoutingContext context, String problemType) {
    var request = context.request();
    this.begin =
        "%s %s %s: %s: "
            .formatted(RequestIds.of(context), request.method(), request.path(), problemType);
    members.put("requestId", RequestIds.of(context));
    members.put("problemType", problemType);
    // Where there are spans, their trace is a member already.
    if (MDC.get("traceId") == null) {
      TraceIds.of(request).ifPresent(trace -> members.put("traceId", trace));
    }
    account(request.path(), PATH);
  }

  static FailureLine about(ProblemType problem, RoutingContext context) {
    return new FailureLine(context, problem.slug());
  }

  /** Where a history can't be read, which the path need not tell. */
  FailureLine at(UnreadableHistory failure) {
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
