package dev.passbook.http;

import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.HolderChanged;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.decider.LiveFeed;
import dev.passbook.decider.LiveFeeds;
import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.Pause;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.access.CallerRateLimit;
import dev.passbook.http.edge.ConcurrencyLimit;
import dev.passbook.http.message.SseConfig;
import dev.passbook.http.problem.ProblemMappers;
import dev.passbook.http.problem.ProblemResponses;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends an account's events as Server-Sent Events (WHATWG HTML, section 9.2): all existing events,
 * and then each new one.
 *
 * <p>It reads the next events only after it has written the last ones, so a slow client needs as
 * little memory as a fast one.
 */
@ApplicationScoped
class LiveEvents {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final LiveFeeds<AccountEvent> feeds;
  private final History history;
  private final Clock clock;
  private final ConcurrencyLimit admission;
  private final Duration heartbeat;

  LiveEvents(
      LiveFeeds<AccountEvent> feeds,
      History history,
      Clock clock,
      ConcurrencyLimit admission,
      SseConfig config) {
    this.feeds = feeds;
    this.history = history;
    this.clock = clock;
    this.admission = admission;
    this.heartbeat = config.heartbeat();
  }

  /**
   * Ends all live feeds on SIGTERM. The clients reconnect to another instance, with the last id
   * that they received.
   */
  void end(@Observes ShutdownDelayInitiatedEvent stopping) {
    feeds.end();
  }

  /**
   * All listeners share a live feed, so the caller's access is checked first. It holds until
   * another holder gets the account.
   */
  Uni<Response> send(Caller caller, UUID account, RoutingContext context, Deadline deadline) {
    var after = StartPosition.of(context);
    return !caller.isAuthenticated()
        ? listen(account, after, Long.MAX_VALUE, context, deadline)
        : history
            .now(caller, account, deadline)
            .chain(
                found ->
                    found.either(
                        state -> listen(account, after, state.version(), context, deadline),
                        missing -> missing(context)));
  }

  private static Uni<Response> missing(RoutingContext context) {
    var path = context.request().path();
    return respond(ProblemResponses.of(Problems.noSuchAccount(), path));
  }

  private Uni<Response> listen(
      UUID account,
      StartPosition after,
      long readableAt,
      RoutingContext context,
      Deadline deadline) {
    return feeds.listen(
        AccountIds.stream(account),
        feed ->
            feed.newest(deadline)
                .chain(
                    found ->
                        found
                            .map(newest -> send(feed, newest, after, readableAt, context))
                            .orElseGet(() -> missing(context))));
  }

  private Uni<Response> send(
      LiveFeed<AccountEvent> feed,
      RecordedEvent<AccountEvent> newest,
      StartPosition after,
      long readableAt,
      RoutingContext context) {
    if (after.version() > Math.min(newest.version(), readableAt)) {
      // The client would miss the next events, or that the account has got another holder.
      throw RefusedRequest.invalid(
          new Violation(after.name(), "is beyond the newest version, " + newest.version()));
    }
    if (newest.event() instanceof AccountClosed && newest.version() == after.version()) {
      return respond(Response.noContent().build());
    }
    if (context.request().method() == HttpMethod.HEAD) {
      return respond(Response.ok().type(MediaType.SERVER_SENT_EVENTS).build());
    }
    admission.leave(context);
    var response = begin(context);
    var reader = Reader.of(Bearer.of(context).caller());
    return write(response, ServerSentEvents.RETRY)
        .onItem()
        .transformToMulti(begun -> pages(feed, after.version(), readableAt, context))
        .onItem()
        .transformToUniAndConcatenate(page -> write(response, ServerSentEvents.of(page, reader)))
        .onItem()
        .ignoreAsUni()
        .onFailure()
        .recoverWithNull()
        .replaceWith(() -> Response.ok().build());
  }

  private Multi<List<RecordedEvent<AccountEvent>>> pages(
      LiveFeed<AccountEvent> feed, long after, long readableAt, RoutingContext context) {
    var last = new AtomicLong(after);
    var bearer = Bearer.of(context);
    return Multi.createBy()
        .repeating()
        .uni(
            () ->
                next(feed, last.get(), bearer.atMost(heartbeat, clock), context)
                    .map(page -> upToTheLast(page, readableAt))
                    .invoke(page -> advance(last, page)))
        .whilst(page -> continues(feed, bearer) && !endsWithTheLast(page, readableAt))
        .onFailure()
        .invoke(failure -> ProblemMappers.brokenOff(failure, context));
  }

  /**
   * Events that all listeners share are free. The caller pays for events that are read for it
   * alone.
   */
  private static Uni<List<RecordedEvent<AccountEvent>>> next(
      LiveFeed<AccountEvent> feed, long version, Duration patience, RoutingContext context) {
    if (!feed.isBehind(version)) {
      return feed.after(version, patience);
    }
    var debt = CallerRateLimit.debt(context);
    return debt.isZero()
        ? feed.after(version, patience).invoke(page -> CallerRateLimit.charge(page.size(), context))
        : pause(earliest(debt, patience, LONGEST_PAUSE));
  }

  /**
   * Returns no events after a pause. The client gets a comment, and the loop checks whether the
   * stream must end.
   */
  private static Uni<List<RecordedEvent<AccountEvent>>> pause(Duration pause) {
    List<RecordedEvent<AccountEvent>> none = List.of();
    return CallerContext.backHere(Pause.of(pause)).replaceWith(none);
  }

  private static Duration earliest(Duration... times) {
    return Collections.min(List.of(times));
  }

  /**
   * Returns whether the stream goes on. A client with a valid token can reconnect and continue
   * where the stream ended.
   */
  private boolean continues(LiveFeed<AccountEvent> feed, Bearer bearer) {
    return !feed.hasEnded() && !bearer.hasEnded(clock);
  }

  private static void advance(AtomicLong last, List<RecordedEvent<AccountEvent>> page) {
    if (!page.isEmpty()) {
      last.set(page.get(page.size() - 1).version());
    }
  }

  private static List<RecordedEvent<AccountEvent>> upToTheLast(
      List<RecordedEvent<AccountEvent>> page, long readableAt) {
    for (int i = 0; i < page.size(); i++) {
      if (isLast(page.get(i), readableAt)) {
        return page.subList(0, i + 1);
      }
    }
    return page;
  }

  private static boolean endsWithTheLast(List<RecordedEvent<AccountEvent>> page, long readableAt) {
    return !page.isEmpty() && isLast(page.get(page.size() - 1), readableAt);
  }

  /**
   * Returns whether the stream ends with an event: the account is closed, or has another holder
   * than when the caller's access was checked. A caller that may still read it connects again.
   */
  private static boolean isLast(RecordedEvent<AccountEvent> event, long readableAt) {
    return event.event() instanceof AccountClosed
        || event.event() instanceof HolderChanged && event.version() > readableAt;
  }

  private static HttpServerResponse begin(RoutingContext context) {
    // So that a client reconnects over another connection, which may lead to another instance.
    context.addEndHandler(ended -> context.request().connection().close());
    return context
        .response()
        .setChunked(true)
        .putHeader("Content-Type", MediaType.SERVER_SENT_EVENTS)
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .putHeader("Connection", "close");
  }

  /** Completes when the client's side has taken the frames. */
  private static Uni<Void> write(HttpServerResponse response, String frames) {
    return Uni.createFrom().completionStage(() -> response.write(frames).toCompletionStage());
  }

  private static Uni<Response> respond(Response response) {
    return Uni.createFrom().item(response);
  }
}
