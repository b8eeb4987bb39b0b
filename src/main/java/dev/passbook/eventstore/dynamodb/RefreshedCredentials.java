package dev.passbook.eventstore.dynamodb;

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
 * The credentials of every AWS client of this process, answered from memory.
 *
 * <p>The SDK asks for credentials on the thread that makes the call, which is an event loop here,
 * and its own providers block: on a metadata endpoint, a file or a process. So one thread of this
 * class asks the provider, again and again and well before the credentials expire, and a call takes
 * what that thread found last. A call that finds nothing fails at once, without being sent; its
 * caller tries again within its deadline.
 */
@Singleton
public class RefreshedCredentials
    implements IdentityProvider<AwsCredentialsIdentity>, ExecutionInterceptor {
  private static final Logger LOG = Logger.getLogger(RefreshedCredentials.class);

  /** The providers keep what they fetched until shortly before it expires, so asking is cheap. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  /** How long a start waits for the first credentials; the service starts without them as well. */
  private static final Duration START_LIMIT = Duration.ofSeconds(2);

  private final Supplier<? extends IdentityProvider<? extends AwsCredentialsIdentity>> providers;
  private final ScheduledThreadPoolExecutor worker;
  private final CountDownLatch firstAnswer = new CountDownLatch(1);
  private final AtomicBoolean renewing = new AtomicBoolean();
  private volatile IdentityProvider<? extends AwsCredentialsIdentity> provider;
  private volatile AwsCredentialsIdentity current;
  private volatile Throwable failure;

  @Inject
  RefreshedCredentials(DynamoDbSettings settings) {
    this(settings::credentialsProvider);
  }

  /**
   * @param providers makes a provider that has not fetched anything yet
   */
  RefreshedCredentials(
      Supplier<? extends IdentityProvider<? extends AwsCredentialsIdentity>> providers) {
    this.providers = providers;
    this.worker = new ScheduledThreadPoolExecutor(1, RefreshedCredentials::thread);
    worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    // What is still asked for when the process ends is no failure.
    worker.setRejectedExecutionHandler((work, ended) -> LOG.debug("No credentials are asked for"));
    worker.execute(this::refreshAndGoOn);
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "aws-credentials");
    thread.setDaemon(true);
    return thread;
  }

  /** Blocks the main thread for a moment, so that the first calls find credentials. */
  void start(@Observes @Priority(1) StartupEvent event) throws InterruptedException {
    firstAnswer.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void close() {
    worker.shutdown();
  }

  @Override
  public Class<AwsCredentialsIdentity> identityType() {
    return AwsCredentialsIdentity.class;
  }

  /** The future is complete when it is returned: the SDK would wait on the calling thread. */
  @Override
  public CompletableFuture<AwsCredentialsIdentity> resolveIdentity(ResolveIdentityRequest request) {
    var known = current;
    return known != null
        ? CompletableFuture.completedFuture(known)
        : CompletableFuture.failedFuture(new CredentialsMissing(failure));
  }

  /** Credentials that AWS refuses may have been replaced before their time. */
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

  /** Half of the time that is left, so that a failure leaves time for another attempt. */
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

  /** A provider hands out what it fetched until that expires; only a new one fetches anew. */
  private void renew() {
    var old = provider;
    provider = null;
    refresh();
    if (old != provider && old instanceof SdkAutoCloseable replaced) {
      replaced.close();
    }
    // However many calls are refused meanwhile, the provider is replaced once in this time.
    worker.schedule(() -> renewing.set(false), SHORTEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The SDK's providers block here; one of an operator's own may answer later. */
  private void refresh() {
    try {
      provider = provider == null ? providers.get() : provider;
      provider.resolveIdentity().whenComplete(this::note);
    } catch (RuntimeException thrown) {
      note(null, thrown);
    }
  }

  private void note(AwsCredentialsIdentity found, Throwable thrown) {
    var failed = failure;
    failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (thrown == null) {
      current = found;
    }
    firstAnswer.countDown();
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
