package dev.passbook.http;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpResponseExpectation;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * The issuer's public keys, fetched when they are first needed, when they are old, and when a token
 * names one that is not among them; by one request at a time, and never by a blocking one.
 *
 * <p>Keys that were fetched once go on counting while the issuer is out of reach.
 */
final class KeySet {
  private static final Logger LOG = Logger.getLogger(KeySet.class);
  private static final int TIMEOUT = 3_000;

  /** So that tokens with made-up key ids don't become requests to the issuer. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Duration PAUSE_AFTER_A_FAILURE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final URI location;
  private final Duration maxAge;
  private final LongSupplier nanoTime;
  private HttpClient client;
  private volatile List<JsonWebKey> keys = List.of();
  private volatile long fetchedAt;
  private volatile long triedAt;
  private volatile Duration pause = Duration.ZERO;
  private volatile Future<List<JsonWebKey>> fetching;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  KeySet(Vertx vertx, URI location, Duration maxAge, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.location = location;
    this.maxAge = maxAge;
    this.nanoTime = nanoTime;
    this.fetchedAt = nanoTime.getAsLong() - maxAge.toNanos();
    this.triedAt = fetchedAt;
  }

  /** The keys known by now, none before the first fetch; the same list for as long as they are. */
  List<JsonWebKey> known() {
    return keys;
  }

  /** Whether they are to be fetched anew, and nobody does it yet. */
  boolean isOld() {
    return fetching == null && isAgo(maxAge, fetchedAt) && isAgo(pause, triedAt);
  }

  /** Whether it makes sense to look for a key that is not known. */
  boolean mayHaveMore() {
    return fetching != null || isAgo(pause, triedAt);
  }

  private boolean isAgo(Duration time, long moment) {
    return nanoTime.getAsLong() - moment >= time.toNanos();
  }

  /** Never fails: without an answer the keys are those of before. */
  synchronized Future<List<JsonWebKey>> fetch() {
    if (fetching != null) {
      return fetching;
    }
    var fetched = Promise.<List<JsonWebKey>>promise();
    fetching = fetched.future();
    read()
        .timeout(TIMEOUT, TimeUnit.MILLISECONDS)
        .map(KeySet::parse)
        .onComplete(read -> end(read, fetched));
    return fetched.future();
  }

  private Future<Buffer> read() {
    return "file".equals(location.getScheme())
        ? vertx.fileSystem().readFile(location.getSchemeSpecificPart())
        : client()
            .request(request())
            .compose(request -> request.send())
            .expecting(HttpResponseExpectation.SC_OK)
            .compose(response -> response.body());
  }

  private RequestOptions request() {
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setAbsoluteURI(location.toString())
        .setTimeout(TIMEOUT);
  }

  private HttpClient client() {
    if (client == null) {
      client =
          vertx.createHttpClient(
              // Asked so seldom, a connection that was kept would have gone stale.
              new HttpClientOptions()
                  .setKeepAlive(false)
                  .setConnectTimeout(TIMEOUT)
                  .setIdleTimeout(TIMEOUT)
                  .setIdleTimeoutUnit(TimeUnit.MILLISECONDS));
    }
    return client;
  }

  /** Public keys alone: a symmetric one in the set would let whoever reads it sign tokens. */
  private static List<JsonWebKey> parse(Buffer body) {
    try {
      return new JsonWebKeySet(body.toString())
          .getJsonWebKeys().stream().filter(PublicJsonWebKey.class::isInstance).toList();
    } catch (JoseException e) {
      throw new IllegalArgumentException("it is no key set", e);
    }
  }

  private void end(AsyncResult<List<JsonWebKey>> read, Promise<List<JsonWebKey>> fetched) {
    pause = shorter(maxAge, read.succeeded() ? PAUSE : PAUSE_AFTER_A_FAILURE);
    if (read.failed()) {
      LOG.warnf("The issuer's keys could not be fetched: %s", read.cause().getMessage());
    } else {
      fetchedAt = nanoTime.getAsLong();
      replace(read.result());
    }
    synchronized (this) {
      triedAt = nanoTime.getAsLong();
      fetching = null;
    }
    fetched.complete(keys);
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
