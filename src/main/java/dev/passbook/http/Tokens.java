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
  private static final String[] ALGORITHMS = {
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"
  };

  private static final int MOST = 2_000;

  /** A name that is longer, or can't be printed, names nobody: it would be kept in rows. */
  private static final int LONGEST_NAME = 255;

  private final AuthConfig config;
  private final Clock clock;
  private final Cache<String, Bearer> known =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
  private final KeySet keySet;

  /** Has old keys fetched anew; until they are there, the old ones count. */
  void refresh() {
    if (keySet.isOld()) {
      keySet.fetch();
    }
  }

  /** Tokens can't be checked now. */
  static final class KeysMissing extends Exception {
    private static final long serialVersionUID = 1;
  }

  Tokens(AuthConfig config, Clock clock, Vertx vertx) {
    this.config = config;
    this.clock = clock;
    var location = URI.create(config.keys().orElseThrow());
    this.keySet = new KeySet(vertx, location, config.keysMaxAge(), known::invalidateAll);
  }

  /** The bearer of a token that was checked before, and has not ended; nothing is waited for. */
  Optional<Bearer> known(String token) {
    return Optional.ofNullable(known.getIfPresent(token)).filter(bearer -> !bearer.hasEnded(clock));
  }

  /**
   * @return fails with {@link KeysMissing} when there are no keys, and else when the token is not
   *     valid
   */
  Future<Bearer> check(String token) {
    return keySet.known().isEmpty() && keySet.mayHaveMore()
        ? keySet.fetch().compose(keys -> check(token, keys))
        : check(token, keySet.known());
  }

  private Future<Bearer> check(String token, List<JsonWebKey> keys) {
    try {
      return keys.isEmpty()
          ? Future.failedFuture(new KeysMissing())
          : Future.succeededFuture(remembered(token, keys));
    } catch (InvalidJwtException | MalformedClaimException invalid) {
      return isOfUnknownKey(invalid) && keySet.mayHaveMore()
          ? keySet.fetch().compose(newer -> check(token, newer))
          : Future.failedFuture(invalid);
    }
  }

  private static boolean isOfUnknownKey(Exception invalid) {
    return invalid.getCause() instanceof UnresolvableKeyException;
  }

  private Bearer remembered(String token, List<JsonWebKey> keys)
      throws InvalidJwtException, MalformedClaimException {
    var bearer = bearer(consumer(keys).processToClaims(token));
    known.put(token, bearer);
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
    if (name == null
        || name.isBlank()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
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
