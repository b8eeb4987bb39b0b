package dev.passbook.eventstore.dynamodb.calls;

import dev.passbook.eventstore.FailureText;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.ResolveIdentityRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Holds the credentials of all AWS clients of this process in memory.
 *
 * <p>The SDK asks for credentials on the thread that makes the call, which is an event loop here.
 * Its own providers block on a metadata endpoint, a file or a process. So a thread of this class
 * asks the provider regularly, well before the credentials expire, and a call uses the credentials
 * found last. A call without credentials fails at once and is not sent. Its caller repeats it until
 * its deadline.
 */
@Singleton
public class RefreshedCredentials
    implements IdentityProvider<AwsCredentialsIdentity>, ExecutionInterceptor {
  private static final Logger LOG = Logger.getLogger(RefreshedCredentials.class);

  /** The providers cache credentials until shortly before they expire, so asking often is cheap. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  /** The longest wait for credentials at startup. The service also starts without them. */
  private static final Duration START_LIMIT = Duration.ofSeconds(2);

  private final Supplier<? extends IdentityProvider<? extends AwsCredentialsIdentity>> providers;
  private final ScheduledThreadPoolExecutor worker;
  private final CountDownLatch firstResult = new CountDownLatch(1);
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile IdentityProvider<? extends AwsCredentialsIdentity> provider;
  private volatile AwsCredentialsIdentity current;
  private volatile Throwable failure;

  @Inject
  RefreshedCredentials(DynamoDbSettings settings) {
    this(settings::credentialsProvider);
  }

  /**
   * Creates the credentials and starts to fetch them.
   *
   * @param providers creates a provider that has not fetched anything yet
   */
  RefreshedCredentials(
      Supplier<? extends IdentityProvider<? extends AwsCredentialsIdentity>> providers) {
    this.providers = providers;
    this.worker = new ScheduledThreadPoolExecutor(1, RefreshedCredentials::thread);
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    // Work that is rejected because the process ends is no failure.
    worker.setRejectedExecutionHandler((work, ended) -> LOG.debug("No credentials are asked for"));
    worker.execute(this::refreshAndGoOn);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "aws-credentials");
    thread.setDaemon(true);
    return thread;
  }

  /** Blocks the main thread for a moment, so that the first calls have credentials. */
  void start(@Observes @Priority(1) StartupEvent event) throws InterruptedException {
    firstResult.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void close() {
    worker.shutdown();
  }

  @Override
  public Class<AwsCredentialsIdentity> identityType() {
    return AwsCredentialsIdentity.class;
  }

  /** Returns a completed future, since the SDK would wait for it on the calling thread. */
  @Override
  public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
    var known = current;
    return known != null
        ? CompletableFuture.completedFuture(known)
        : CompletableFuture.failedFuture(new CredentialsMissing(failure));
  }

  /** Credentials that AWS refuses may have been replaced before they expired. */
  @Override
  public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
    if (ErrorCodes.refuseCredentials(call.exception()) && renewing.compareAndSet(false, true)) {
      worker.execute(this::renew);
    }
  }

  private void refreshAndGoOn() {
    try {
      refresh();
    } finally {
      worker.schedule(this::refreshAndGoOn, pause().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Returns half of the remaining time, so that a failure leaves time for another attempt. */
  private Duration pause() {
    var known = current;
    if (failure != null || known == null) {
      return SHORTEST_PAUSE;
    }
    return known
        .expirationTime()
        .map(expiry -> Duration.between(Instant.now(), expiry).dividedBy(2))
        .filter(half -> half.compareTo(LONGEST_PAUSE) < 0)
        .map(half -> half.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : half)
        .orElse(LONGEST_PAUSE);
  }

  /** Replaces the provider, since a provider returns what it fetched until that expires. */
  private void renew() {
    // The provider is replaced at most once in this time, however many calls are refused.
    worker.schedule(() -> renewing.set(false), SHORTEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    var old = provider;
    provider = null;
    refresh();
    if (old != provider && old instanceof SdkAutoCloseable replaced) {
      replaced.close();
    }
  }

  /** The SDK's providers block here. An operator's own provider may complete later. */
  private void refresh() {
    try {
      provider = provider == null ? providers.get() : provider;
      provider.resolveIdentity().whenComplete(this::note);
    } catch (RuntimeException | LinkageError thrown) {
      // A missing class makes a provider unusable, so treat it like a failure.
      note(null, thrown);
    }
  }

  private void note(AwsCredentialsIdentity found, Throwable thrown) {
    var failed = failure;
    failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (thrown == null) {
      current = found;
    }
    firstResult.countDown();
    if (failed == null && failure != null) {
      LOG.warnf(
          current == null
              ? "There are no AWS credentials, so that no call to AWS can be made (%s)"
              : "The AWS credentials can't be refreshed; the last ones stay in use (%s)",
          FailureText.of(failure));
    } else if (failed != null && failure == null) {
      LOG.info("AWS credentials are there again");
    }
  }
}
