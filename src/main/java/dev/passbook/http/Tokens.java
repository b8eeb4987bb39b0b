package dev.passbook.http;

import static org.jose4j.jwa.AlgorithmConstraints.ConstraintType.PERMIT;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.account.Holder;
import dev.passbook.banking.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Checks bearer tokens (RFC 9068, but for its media type): signed by the issuer with an asymmetric
 * algorithm, meant for this service, begun and not ended.
 *
 * <p>A token that was checked is not checked again as long as the issuer's keys are the same.
 */
final class Tokens {
  private static final Logger LOG = Logger.getLogger(Tokens.class);

  private static final String[] ALGORITHMS = {
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"
  };

  private static final int MOST = 10_000;

  private final AuthConfig config;
  private final Clock clock;
  private final Cache<String, Checked> known =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
  private final KeySet keySet;

  /**
   * @param keys what it was checked with: with others it is yet to be checked
   */
  private record Checked(Bearer bearer, List<JsonWebKey> keys) {}

  Tokens(AuthConfig config, Clock clock, LongSupplier nanoTime, Vertx vertx) {
    this.config = config;
    this.clock = clock;
    var location = URI.create(config.keys().orElseThrow());
    this.keySet = new KeySet(vertx, location, config.keysMaxAge(), nanoTime);
  }

  /** Tokens can't be checked now. */
  static final class KeysMissing extends Exception {
    private static final long serialVersionUID = 1;
  }

  /**
   * The bearer of a token that was checked before with the keys of now, and has not ended; nothing
   * is waited for. When the keys are old, one who asks is to wait for newer ones.
   */
  Optional<Bearer> known(String token) {
    return Optional.ofNullable(known.getIfPresent(token))
        .filter(checked -> !keySet.isOld())
        .filter(checked -> checked.keys() == keySet.known())
        .map(Checked::bearer)
        .filter(bearer -> !bearer.hasEnded(clock));
  }

  /**
   * @return fails with {@link KeysMissing} when there are no keys, and else when the token is not
   *     valid
   */
  Future<Bearer> check(String token) {
    return keySet.isOld() || keySet.known().isEmpty() && keySet.mayHaveMore()
        ? keySet.fetch().compose(keys -> check(token, keys))
        : check(token, keySet.known());
  }

  private Future<Bearer> check(String token, List<JsonWebKey> keys) {
    try {
      return keys.isEmpty()
          ? Future.failedFuture(new KeysMissing())
          : Future.succeededFuture(remembered(token, keys));
    } catch (InvalidJwtException | MalformedClaimException invalid) {
      if (isOfUnknownKey(invalid) && keySet.mayHaveMore()) {
        return keySet.fetch().compose(newer -> check(token, newer));
      }
      LOG.debugf("A token was refused: %s", why(invalid));
      return Future.failedFuture(invalid);
    }
  }

  /** What kind of flaw it is, for the operator; messages would show what is in the token. */
  private static String why(Exception invalid) {
    return invalid instanceof InvalidJwtException flawed
        ? flawed.getErrorDetails().stream().map(flaw -> flaw.getErrorCode()).toList()
            + (isOfUnknownKey(invalid) ? " of an unknown key" : "")
        : "a claim is missing or none that could be one";
  }

  private static boolean isOfUnknownKey(Exception invalid) {
    return invalid.getCause() instanceof UnresolvableKeyException;
  }

  private Bearer remembered(String token, List<JsonWebKey> keys)
      throws InvalidJwtException, MalformedClaimException {
    var bearer = bearer(consumer(keys).processToClaims(token));
    known.put(token, new Checked(bearer, keys));
    return bearer;
  }

  private JwtConsumer consumer(List<JsonWebKey> keys) {
    var resolver = new JwksVerificationKeyResolver(keys);
    resolver.setDisambiguateWithVerifySignature(true);
    return new JwtConsumerBuilder()
        .setJwsAlgorithmConstraints(PERMIT, ALGORITHMS)
        .setVerificationKeyResolver(resolver)
        .setExpectedIssuer(config.issuer().orElseThrow())
        .setExpectedAudience(config.audience().split(","))
        .setRequireSubject()
        .setRequireExpirationTime()
        .setAllowedClockSkewInSeconds((int) config.skew().toSeconds())
        .build();
  }

  private Bearer bearer(JwtClaims claims) throws MalformedClaimException {
    var holder = new Holder(name(claims, config.tenantClaim()), name(claims, "sub"));
    var operator = words(claims, config.rolesClaim()).contains(config.operatorRole());
    var until = Instant.ofEpochSecond(claims.getExpirationTime().getValue()).plus(config.skew());
    return new Bearer(new Caller(holder, operator), scopes(claims), until);
  }

  private static String name(JwtClaims claims, String claim) throws MalformedClaimException {
    var name = claims.getStringClaimValue(claim);
    if (!Holder.isName(name)) {
      throw new MalformedClaimException("no name in " + claim, null);
    }
    return name;
  }

  private Set<Scope> scopes(JwtClaims claims) {
    var words = words(claims, config.scopeClaim());
    var scopes = EnumSet.allOf(Scope.class);
    scopes.removeIf(scope -> !words.contains(scope.value()));
    return scopes;
  }

  /** Issuers write several words as an array, or as one text with blanks between them. */
  private static List<String> words(JwtClaims claims, String claim) {
    var value = claims.getClaimValue(claim);
    return value instanceof Collection<?> list
        ? list.stream().map(String::valueOf).toList()
        : value instanceof String text ? List.of(text.split(" ")) : List.of();
  }
}
