package dev.passbook.http;

import dev.passbook.banking.Bank;
import dev.passbook.banking.Caller;
import dev.passbook.banking.CommandRequest;
import dev.passbook.banking.History;
import dev.passbook.eventstore.Deadline;
import dev.passbook.http.access.Authentication;
import dev.passbook.http.access.Bearer;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.interceptor.Interceptor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/**
 * Runs the code of a request before the first request: it loads classes, opens a connection and
 * computes a signature. It uses an account that does not exist, so it writes nothing, and it
 * ignores all results. If the database is out of reach, it soon gives up. Only the startup probe
 * waits for the warm-up. An earlier request is served, but takes a little longer.
 */
@Startup
@ApplicationScoped
class WarmUp implements AsyncHealthCheck {
  private static final UUID NO_ACCOUNT = new UUID(0, 0);
  private static final int ROUNDS = 20;
  private static final Duration LIMIT = Duration.ofMillis(700);
  private static final String BODY = "{\"amount\": 10.50, \"reference\": \"warm-up\"}";
  private static final int AFTER_THE_TABLE = Interceptor.Priority.APPLICATION + 1_000;

  private final Bank bank;
  private final History history;
  private final Authentication authentication;
  private final boolean withinStart;
  private volatile boolean done;

  WarmUp(Bank bank, History history, Authentication authentication, WarmUpConfig config) {
    this.bank = bank;
    this.history = history;
    this.authentication = authentication;
    this.withinStart = config.withinStart();
  }

  /**
   * Warms up before a function is frozen. A native function has no classes to load, so the warm-up
   * would only double its start.
   */
  void withinStart(@Observes @Priority(AFTER_THE_TABLE) StartupEvent start) {
    if (withinStart) {
      awaitFirstKeys();
      if (!ImageMode.current().isNativeImage()) {
        run();
      }
    }
  }

  /**
   * Waits for the first keys. A function freezes after its start, and a fetch under way would fail
   * when it resumes.
   */
  private void awaitFirstKeys() {
    Uni.createFrom()
        .completionStage(() -> authentication.fetchFirstKeys().toCompletionStage())
        .await()
        .indefinitely();
  }

  /** Runs on a worker thread, because Quarkus calls asynchronous observers there. */
  void besideTheFirstRequests(@ObservesAsync HttpServerStart listening) {
    run();
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom().item(() -> HealthCheckResponse.named("warm-up").status(done).build());
  }

  private void run() {
    var deadline = Deadline.in(LIMIT);
    // Each round begins on a worker thread, so the rounds take the event loops in turn, and each
    // event loop gets a connection.
    var round =
        Uni.createFrom()
            .deferred(() -> round(deadline))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    round
        .repeat()
        .atMost(ROUNDS)
        .collect()
        .last()
        .ifNoItem()
        .after(LIMIT.multipliedBy(2))
        .fail()
        .onFailure()
        .recoverWithNull()
        .await()
        .indefinitely();
    done = true;
  }

  private Uni<String> round(Deadline deadline) {
    var credit = Movement.credit(NO_ACCOUNT.toString(), BODY.getBytes(StandardCharsets.UTF_8));
    var request =
        new CommandRequest(Caller.ANYONE, Optional.of("warm-up"), Optional.empty(), deadline);
    return history
        .now(Caller.ANYONE, NO_ACCOUNT, deadline)
        .chain(
            () -> bank.handle(credit, request, AccountResponses.event("/warm-up", Bearer.ANYONE)))
        .map(result -> result.response().body());
  }
}
