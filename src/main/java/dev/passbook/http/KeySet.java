package dev.passbook.http;

import io.vertx.core.Future;
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
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final URI location;
  private final Duration maxAge;
  private final Runnable whenChanged;
  private HttpClient client;
  private volatile List<JsonWebKey> keys = List.of();
  private volatile long triedAt;
  private volatile boolean tried;
  private Future<List<JsonWebKey>> fetching;

  /**
   * @param whenChanged what rests on earlier keys is to be forgotten
   */
  KeySet(Vertx vertx, URI location, Duration maxAge, Runnable whenChanged) {
    this.vertx = vertx;
    this.location = location;
    this.maxAge = maxAge;
    this.whenChanged = whenChanged;
  }

  /** The keys known by now; none before the first fetch. */
  List<JsonWebKey> known() {
    return keys;
  }

  boolean isOld() {
    return !tried || triedAgo(maxAge);
  }

  /** Whether it makes sense to look for a key that is not known. */
  boolean mayHaveMore() {
    return !tried || triedAgo(SHORTEST_PAUSE);
  }

  private boolean triedAgo(Duration time) {
    return System.nanoTime() - triedAt > time.toNanos();
  }

  /** Never fails: without an answer the keys are those of before. */
  synchronized Future<List<JsonWebKey>> fetch() {
    if (fetching == null) {
      fetching =
          read().map(KeySet::parse).onComplete(this::end, this::fail).otherwise(nothing -> keys);
    }
    return fetching;
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
              new HttpClientOptions().setConnectTimeout(TIMEOUT).setKeepAlive(false));
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

  private void end(List<JsonWebKey> fetched) {
    var changed = !json(fetched).equals(json(keys));
    keys = fetched;
    done();
    if (changed) {
      whenChanged.run();
      LOG.infof("The issuer has %d keys", fetched.size());
    }
  }

  private void fail(Throwable failure) {
    LOG.warnf("The issuer's keys could not be fetched: %s", failure.getMessage());
    done();
  }

  private synchronized void done() {
    triedAt = System.nanoTime();
    tried = true;
    fetching = null;
  }

  private static List<String> json(List<JsonWebKey> keys) {
    return keys.stream().map(JsonWebKey::toJson).toList();
  }
}
