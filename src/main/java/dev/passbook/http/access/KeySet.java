package dev.passbook.http.access;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;

/**
 * The issuer's public keys. They are fetched at the start, when they are old, and when a token
 * names an unknown key. Only one fetch is under way at a time, and no fetch blocks.
 *
 * <p>Fetched keys stay valid while the issuer is out of reach, or serves a set without a usable
 * key.
 */
final class KeySet {
  private static final Logger LOG = Logger.getLogger(KeySet.class);

  /**
   * A pause between fetches, so that tokens with made-up key ids don't flood the issuer with
   * requests.
   */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Duration FIRST_PAUSE_AFTER_A_FAILURE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE_AFTER_A_FAILURE = Duration.ofSeconds(10);

  private final KeySetSource source;
  private final Duration maxAge;
  private final LongSupplier nanoTime;
  private volatile List<JsonWebKey> keys = List.of();
  private volatile String trouble = "The issuer's keys have not been fetched yet.";
  private volatile long fetchedAt;
  private volatile long triedAt;
  private volatile Duration pause = Duration.ZERO;
  private volatile Duration pauseAfterAFailure = FIRST_PAUSE_AFTER_A_FAILURE;
  private volatile Future<List<JsonWebKey>> fetching;

  /**
   * @param nanoTime the time as of {@link System#nanoTime()}
   */
  KeySet(KeySetSource source, Duration maxAge, LongSupplier nanoTime) {
    this.source = source;
    this.maxAge = maxAge;
    this.nanoTime = nanoTime;
    this.fetchedAt = nanoTime.getAsLong() - maxAge.toNanos();
    this.triedAt = fetchedAt;
  }

  /**
   * Returns the known keys, which are none before the first fetch. The list is the same object
   * until the keys change.
   */
  List<JsonWebKey> known() {
    return keys;
  }

  /** Returns why there are no newer keys, for the operator. */
  String trouble() {
    return trouble;
  }

  /** Returns whether the keys must be fetched again and no fetch is under way. */
  boolean isOld() {
    return fetching == null && hasPassed(maxAge, fetchedAt) && hasPassed(pause, triedAt);
  }

  /** Returns whether a fetch may find a key that is not known. */
  boolean mayHaveMore() {
    return fetching != null || hasPassed(pause, triedAt);
  }

  private boolean hasPassed(Duration time, long moment) {
    return nanoTime.getAsLong() - moment >= time.toNanos();
  }

  /** Fetches the keys. This never fails: without a response the keys stay as they are. */
  synchronized Future<List<JsonWebKey>> fetch() {
    if (fetching != null) {
      return fetching;
    }
    var fetched = Promise.<List<JsonWebKey>>promise();
    fetching = fetched.future();
    // The read begins within the composition, so that an exception becomes a failed future.
    Future.<Void>succeededFuture()
        .compose(begin -> source.read())
        .map(UsableKeys::in)
        .onComplete(read -> end(read, fetched));
    return fetched.future();
  }

  private void end(AsyncResult<List<JsonWebKey>> read, Promise<List<JsonWebKey>> fetched) {
    if (read.succeeded()) {
      fetchedAt = nanoTime.getAsLong();
      pause = shorter(maxAge, PAUSE);
      pauseAfterAFailure = FIRST_PAUSE_AFTER_A_FAILURE;
      replace(read.result());
    } else {
      pause = shorter(maxAge, pauseAfterAFailure);
      pauseAfterAFailure =
          shorter(LONGEST_PAUSE_AFTER_A_FAILURE, pauseAfterAFailure.multipliedBy(2));
      report(read.cause());
    }
    synchronized (this) {
      triedAt = nanoTime.getAsLong();
      fetching = null;
    }
    fetched.complete(keys);
  }

  private void report(Throwable failure) {
    trouble =
        "The issuer's keys can't be fetched from "
            + source
            + ": "
            + KeySetFailure.reason(failure)
            + ".";
    LOG.warn(
        keys.isEmpty()
            ? trouble + " The service is not ready until it has them."
            : trouble + " The earlier keys stay valid.");
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void replace(List<JsonWebKey> fetched) {
    if (!json(fetched).equals(json(keys))) {
      keys = fetched;
      LOG.infof("The issuer has %d keys", fetched.size());
    }
  }

  private static List<String> json(List<JsonWebKey> keys) {
    return keys.stream().map(JsonWebKey::toJson).toList();
  }
}
