package dev.passbook.statements;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.VersionRange;
import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.Pause;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.UnreadableHistory;
import dev.passbook.http.TimeBudget;
import dev.passbook.http.access.CallerRateLimit;
import dev.passbook.http.connection.Connections;
import dev.passbook.http.edge.ConcurrencyLimit;
import dev.passbook.http.exchange.HttpConfig;
import dev.passbook.http.message.EntityTags;
import dev.passbook.http.problem.ProblemMappers;
import dev.passbook.http.telemetry.RequestMetrics;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends a statement page by page. It reads the next page only after the client has taken the last
 * one, so a long statement needs as little memory as a short one.
 *
 * <p>Each read has the time budget of a request, and so has the client for each page. A failure
 * before the first page becomes a problem. A later one cuts the connection, so that no client takes
 * a part for the whole.
 */
@ApplicationScoped
class StatementStream {
  private final Statements statements;
  private final TimeBudget budget;
  private final ConcurrencyLimit admission;
  private final Duration longestWrite;

  StatementStream(
      Statements statements, TimeBudget budget, ConcurrencyLimit admission, HttpConfig config) {
    this.statements = statements;
    this.budget = budget;
    this.admission = admission;
    this.longestWrite = config.requestTimeout();
  }

  /**
   * How far a statement is sent.
   *
   * @param left the versions that are still to read
   * @param unsent the text that goes out with the next page
   */
  private record Progress(VersionRange left, Totals totals, String unsent) {
    boolean isRead() {
      return left.isEmpty();
    }

    Progress sent() {
      return new Progress(left, totals, "");
    }
  }

  /** What is sent of a statement, and where to. */
  private record Sending(
      Statement statement,
      StatementFormat format,
      Map<String, String> headers,
      RoutingContext context) {

    Progress start() {
      return new Progress(statement.versions(), Totals.of(statement), format.head(statement));
    }

    /**
     * @throws UnreadableHistory if the lines do not lead from one balance to the other
     */
    Progress with(Progress before, List<RecordedEvent<AccountEvent>> events) {
      var lines = StatementLine.of(events);
      var last = events.get(events.size() - 1).version();
      var left = before.left().from(last + 1);
      var totals = before.totals().plus(lines);
      if (left.isEmpty() && !totals.balance().equals(statement.closing())) {
        throw new UnreadableHistory(statement.stream(), last, "the month does not add up", null);
      }
      return new Progress(left, totals, before.unsent() + format.lines(lines, before.totals()));
    }

    String end(Progress progress) {
      return progress.unsent() + format.tail(statement, progress.totals());
    }

    boolean hasBegun() {
      return context.response().headWritten();
    }
  }

  /** Responds with 304 if the client has the final statement already. */
  Uni<Response> send(Statement statement, StatementFormat format, RoutingContext context) {
    var headers = headers(statement, format);
    var tag = headers.get(HttpHeaders.ETAG);
    var known = context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH);
    if (tag != null && EntityTags.has(known, tag)) {
      headers.remove(HttpHeaders.CONTENT_TYPE);
      return respond(Response.notModified(), headers);
    }
    return context.request().method() == HttpMethod.HEAD
        ? respond(Response.ok(), headers)
        : send(new Sending(statement, format, headers, context));
  }

  private static Map<String, String> headers(Statement statement, StatementFormat format) {
    var headers = new HashMap<>(format.headers(statement));
    headers.put(HttpHeaders.CONTENT_TYPE, format.contentType());
    headers.put(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (statement.isFinal()) {
      headers.put(HttpHeaders.ETAG, tag(statement, format));
    }
    headers.put(HttpHeaders.CACHE_CONTROL, statement.isFinal() ? "private, no-cache" : "no-store");
    return headers;
  }

  private static String tag(Statement statement, StatementFormat format) {
    return "\"%s.%d.%s\"".formatted(statement.month(), statement.versions().last(), format.name());
  }

  private static Uni<Response> respond(
      Response.ResponseBuilder response, Map<String, String> headers) {
    headers.forEach(response::header);
    return Uni.createFrom().item(response.build());
  }

  private Uni<Response> send(Sending sending) {
    return Loop.until(Progress::isRead, sending.start(), progress -> page(sending, progress))
        .chain(progress -> write(sending.end(progress), sending))
        .onFailure(failure -> sending.hasBegun())
        .recoverWithItem(failure -> cut(sending.context()))
        .map(sent -> Response.ok().build());
  }

  private Uni<Progress> page(Sending sending, Progress progress) {
    return pay(sending.context(), Statements.pageOf(progress.left()))
        .chain(paid -> read(sending, progress))
        .chain(read -> write(read.unsent(), sending).replaceWith(read.sent()));
  }

  private Uni<Progress> read(Sending sending, Progress progress) {
    return statements
        .next(sending.statement(), progress.left(), budget.start())
        .map(events -> sending.with(progress, events))
        .onFailure(failure -> sending.hasBegun())
        .invoke(failure -> ProblemMappers.brokenOff(failure, sending.context()));
  }

  /**
   * Charges the caller for the next events, as soon as it is out of debt. Several statements of one
   * caller share its rate, so each of them looks again after it has waited.
   */
  private Uni<Duration> pay(RoutingContext context, int events) {
    return Loop.until(
            Duration::isZero,
            CallerRateLimit.debt(context),
            debt -> pause(debt, context).map(over -> CallerRateLimit.debt(context)))
        .invoke(none -> CallerRateLimit.charge(events, context));
  }

  private Uni<Void> pause(Duration pause, RoutingContext context) {
    return admission.idle(context, CallerContext.backHere(Pause.of(pause)));
  }

  /** Completes when the client's side has taken the text. Events without a line have none. */
  private Uni<Void> write(String text, Sending sending) {
    if (text.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var context = sending.context();
    var response = context.response();
    if (!response.headWritten()) {
      RequestMetrics.beginResponse(context);
      response.setChunked(true);
      sending.headers().forEach(response::putHeader);
    }
    var written = Uni.createFrom().completionStage(() -> response.write(text).toCompletionStage());
    return admission.idle(
        context, CallerContext.backHere(written.ifNoItem().after(longestWrite).fail()));
  }

  private static Void cut(RoutingContext context) {
    Connections.cut(context.request().connection());
    return null;
  }
}
