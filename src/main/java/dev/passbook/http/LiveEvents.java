package dev.passbook.http;

import dev.passbook.account.AccountClosed;
import dev.passbook.account.AccountEvent;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.Tail;
import dev.passbook.banking.Tails;
import dev.passbook.eventstore.CallerContext;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.RecordedEvent;
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
 * An account's events as Server-Sent Events (WHATWG HTML, section 9.2): all there are, and then
 * each as it happens.
 *
 * <p>The next events are asked for only when the last ones are written, so a slow client costs as
 * little memory as a fast one.
 */
@ApplicationScoped
class LiveEvents {
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** The version that a client saw last, and which part of its request says so. */
  private record Position(String name, long version) {}

  private final Tails tails;
  private final History history;
  private final Clock clock;
  private final Admission admission;
  private final Duration heartbeat;

  LiveEvents(Tails tails, History history, Clock clock, Admission admission, SseConfig config) {
    this.tails = tails;
    this.history = history;
    this.clock = clock;
    this.admission = admission;
    this.heartbeat = config.heartbeat();
  }

  /** On SIGTERM: clients come back, to an instance that stays, with the last id they got. */
  void end(@Observes ShutdownDelayInitiatedEvent stopping) {
    tails.end();
  }

  /** A tail is shared by all who listen, so whether one may is asked before. */
  Uni<Response> send(Caller caller, UUID account, RoutingContext context, Deadline deadline) {
    var after = after(context);
    return history
        .reaches(caller, account, deadline)
        .chain(yes -> yes ? listen(account, after, context, deadline) : missing(context));
  }

  private static Uni<Response> missing(RoutingContext context) {
    return answer(Responses.of(Problems.noSuchAccount(), path(context)));
  }

  private Uni<Response> listen(
      UUID account, Position after, RoutingContext context, Deadline deadline) {
    return tails.listen(
        account,
        tail ->
            tail.newest(deadline)
                .chain(
                    found ->
                        found.either(
                            newest -> send(tail, newest, after, context),
                            missing -> answer(Responses.of(Problems.of(missing), path(context))))));
  }

  private Uni<Response> send(
      Tail tail, RecordedEvent<AccountEvent> newest, Position after, RoutingContext context) {
    if (after.version() > newest.version()) {
      // The client would wait for events that it believes to have, and miss those that come.
      throw RefusedRequest.invalid(
          new Violation(after.name(), "is beyond the newest version, " + newest.version()));
    }
    if (isLast(newest) && newest.version() == after.version()) {
      return answer(Response.noContent().build());
    }
    if (context.request().method() == HttpMethod.HEAD) {
      return answer(Response.ok().type(MediaType.SERVER_SENT_EVENTS).build());
    }
    admission.leave(context);
    var response = begin(context);
    return write(response, ServerSentEvents.RETRY)
        .onItem()
        .transformToMulti(begun -> pages(tail, after.version(), context))
        .onItem()
        .transformToUniAndConcatenate(page -> write(response, ServerSentEvents.of(page)))
        .onItem()
        .ignoreAsUni()
        .onFailure()
        .recoverWithNull()
        .replaceWith(() -> Response.ok().build());
  }

  private Multi<List<RecordedEvent<AccountEvent>>> pages(
      Tail tail, long after, RoutingContext context) {
    var last = new AtomicLong(after);
    var bearer = Bearer.of(context);
    return Multi.createBy()
        .repeating()
        .uni(
            () ->
                next(tail, last.get(), bearer.atMost(heartbeat, clock), context)
                    .invoke(page -> advance(last, page)))
        .whilst(page -> goesOn(tail, bearer) && page.stream().noneMatch(LiveEvents::isLast))
        .onFailure()
        .invoke(failure -> ProblemMappers.brokenOff(failure, context));
  }

  /** What all listeners share is free; what is read for this client alone is charged to it. */
  private static Uni<List<RecordedEvent<AccountEvent>>> next(
      Tail tail, long version, Duration patience, RoutingContext context) {
    if (!tail.isBehind(version)) {
      return tail.after(version, patience);
    }
    var debt = CallerLimit.debt(context);
    return debt.isZero()
        ? tail.after(version, patience).invoke(page -> CallerLimit.charge(page.size(), context))
        : pause(earliest(debt, patience, LONGEST_PAUSE));
  }

  /** No events for now: the client gets a comment, and the stream looks whether it must end. */
  private static Uni<List<RecordedEvent<AccountEvent>>> pause(Duration pause) {
    List<RecordedEvent<AccountEvent>> none = List.of();
    return CallerContext.backHere(Uni.createFrom().item(none).onItem().delayIt().by(pause));
  }

  private static Duration earliest(Duration... times) {
    return Collections.min(List.of(times));
  }

  /** Whoever comes back with a token that has not ended goes on where this ended. */
  private boolean goesOn(Tail tail, Bearer bearer) {
    return !tail.hasEnded() && !bearer.hasEnded(clock);
  }

  private static void advance(AtomicLong last, List<RecordedEvent<AccountEvent>> page) {
    if (!page.isEmpty()) {
      last.set(page.get(page.size() - 1).version());
    }
  }

  /** Nothing happens to a closed account any more. */
  private static boolean isLast(RecordedEvent<AccountEvent> event) {
    return event.event() instanceof AccountClosed;
  }

  private static HttpServerResponse begin(RoutingContext context) {
    var response =
        context
            .response()
            .setChunked(true)
            .putHeader("Content-Type", MediaType.SERVER_SENT_EVENTS)
            .putHeader("Cache-Control", "no-store")
            .putHeader("X-Accel-Buffering", "no");
    // So that a client comes back over another connection, which may lead to another instance.
    context.addEndHandler(ended -> context.request().connection().close());
    return response.putHeader("Connection", "close");
  }

  /** Done when the client's side has taken it. */
  private static Uni<Void> write(HttpServerResponse response, String frames) {
    return Uni.createFrom().completionStage(() -> response.write(frames).toCompletionStage());
  }

  /** The id that a client saw last goes before the parameter that it began with. */
  private static Position after(RoutingContext context) {
    var query = Query.of(context);
    for (var name : List.of("limit", "order")) {
      if (query.get(name) != null) {
        throw RefusedRequest.invalid(new Violation(name, "does not apply to a live stream"));
      }
    }
    var lastIds = context.request().headers().getAll(LAST_EVENT_ID);
    if (lastIds.size() > 1) {
      throw RefusedRequest.invalid(new Violation(LAST_EVENT_ID, "must be given once"));
    }
    if (!lastIds.isEmpty()) {
      return position(LAST_EVENT_ID, lastIds.get(0));
    }
    var after = query.get("after");
    return after == null ? new Position("after", 0) : position("after", after);
  }

  private static Position position(String name, String text) {
    return new Position(name, QueryNumber.between(0, Long.MAX_VALUE, name, text));
  }

  private static String path(RoutingContext context) {
    return context.request().path();
  }

  private static Uni<Response> answer(Response response) {
    return Uni.createFrom().item(response);
  }
}
