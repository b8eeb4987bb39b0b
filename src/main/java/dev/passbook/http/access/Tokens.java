package dev.passbook.http.access;

import static org.jose4j.jwa.AlgorithmConstraints.ConstraintType.PERMIT;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.account.Holder;
import dev.passbook.banking.Caller;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * Checks bearer tokens (RFC 9068, except for its media type): signed by the issuer with an
 * asymmetric algorithm, meant for this service, and valid now.
 *
 * <p>A checked token is not checked again until the issuer's keys change.
 */
final class Tokens {
  private static final Logger LOG = Logger.getLogger(Tokens.class);

  private static final String[] ALGORITHMS = {
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"
  };

  private static final int MOST = 10_000;

  /** The last second of the year 9999, the latest that RFC 3339 can express. */
  private static final long LATEST = 253_402_300_799L;

  private final AuthConfig config;
  private final Clock clock;
  private final Cache<String, Checked> known =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();
  private final KeySet keySet;

  /**
   * A checked token.
   *
   * @param keys the keys that it was checked with. It must be checked again with other keys.
   */
  private record Checked(Bearer bearer, List<JsonWebKey> keys) {}

  Tokens(AuthConfig config, Clock clock, KeySet keySet) {
    this.config = config;
    this.clock = clock;
    this.keySet = keySet;
  }

  /** The exception if there are no keys, so that no token can be checked. */
  static final class KeysMissing extends Exception {
    private static final long serialVersionUID = 1;
  }

  /** Fetches the first keys, if it is time to try. This never fails. */
  Future<Void> prepare() {
    return haveKeys() || !keySet.mayHaveMore()
        ? Future.succeededFuture()
        : keySet.fetch().mapEmpty();
  }

  boolean haveKeys() {
    return !keySet.known().isEmpty();
  }

  /** Returns why there are no keys, for the operator. */
  String trouble() {
    return keySet.trouble();
  }

  /**
   * Returns the bearer of a token that was checked with the current keys and has not ended. This
   * never waits. It returns nothing if the keys are old, so that the caller waits for newer ones.
   */
  Optional<Bearer> known(String token) {
    return Optional.ofNullable(known.getIfPresent(token))
        .filter(checked -> !keySet.isOld())
        .filter(checked -> checked.keys() == keySet.known())
        .map(Checked::bearer)
        .filter(bearer -> !bearer.hasEnded(clock));
  }

  /**
   * Checks a token.
   *
   * @return fails with {@link KeysMissing} if there are no keys, and with another exception if the
   *     token is not valid
   */
  Future<Bearer> check(String token) {
    if (!TokenSyntax.isSound(token)) {
      return refused(new IllegalArgumentException("no signed token"));
    }
    return keySet.isOld() || keySet.known().isEmpty() && keySet.mayHaveMore()
        ? keySet.fetch().compose(keys -> check(token, keys))
        : check(token, keySet.known());
  }

  private Future<Bearer> check(String token, List<JsonWebKey> keys) {
    try {
      return keys.isEmpty()
          ? Future.failedFuture(new KeysMissing())
          : Future.succeededFuture(remembered(token, keys));
    } catch (InvalidJwtException | MalformedClaimException | RuntimeException invalid) {
      // The library throws various exceptions for a member of an unexpected type.
      return isOfUnknownKey(invalid) && keySet.mayHaveMore()
          ? keySet.fetch().compose(newer -> check(token, newer))
          : refused(invalid);
    }
  }

  private static Future<Bearer> refused(Exception invalid) {
    LOG.debugf("A token was refused: %s", why(invalid));
    return Future.failedFuture(invalid);
  }

  /** Returns the kind of flaw, for the operator. The exception's message could reveal the token. */
  private static String why(Exception invalid) {
    if (invalid instanceof InvalidJwtException flawed) {
      return flawed.getErrorDetails().stream().map(flaw -> flaw.getErrorCode()).toList()
          + (isOfUnknownKey(invalid) ? " of an unknown key" : "");
    }
    return invalid instanceof MalformedClaimException
        ? "a claim is missing or none that could be one"
        : "it is no token, by " + invalid.getClass().getSimpleName();
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
    var operator = roles(claims).contains(config.operatorRole());
    var until = moment(claims, "exp").orElseThrow().plus(config.skew());
    var issued = moment(claims, "iat");
    if (issued.isPresent() && issued.get().isAfter(clock.instant().plus(config.skew()))) {
      throw new MalformedClaimException("issued in time to come", null);
    }
    moment(claims, "nbf");
    return new Bearer(new Caller(holder, operator), scopes(claims), until);
  }

  /**
   * Returns a time claim. Times before 1970 or after 9999 are refused: such a token would never
   * end, or its time could not be represented.
   */
  private static Optional<Instant> moment(JwtClaims claims, String claim)
      throws MalformedClaimException {
    var moment = claims.getNumericDateClaimValue(claim);
    if (moment == null) {
      return Optional.empty();
    }
    if (moment.getValue() < 0 || moment.getValue() > LATEST) {
      throw new MalformedClaimException("no time in " + claim, null);
    }
    return Optional.of(Instant.ofEpochSecond(moment.getValue()));
  }

  private static String name(JwtClaims claims, String claim) throws MalformedClaimException {
    var name = claims.getStringClaimValue(claim);
    if (!Holder.isName(name)) {
      throw new MalformedClaimException("no name in " + claim, null);
    }
    return name;
  }

  private Set<Scope> scopes(JwtClaims claims) {
    var words = scopeWords(claims.getClaimValue(config.scopeClaim()));
    var scopes = EnumSet.allOf(Scope.class);
    scopes.removeIf(scope -> !words.contains(scope.value()));
    return scopes;
  }

  /**
   * Returns the scopes of an array, or of a text that separates them by blanks (RFC 6749, section
   * 3.3).
   */
  private static Set<String> scopeWords(Object claim) {
    return claim instanceof String text ? Set.copyOf(List.of(text.split(" "))) : texts(claim);
  }

  /**
   * Returns the roles of an array, or of a text that is one role. The name of a role may contain
   * blanks.
   */
  private Set<String> roles(JwtClaims claims) {
    var claim = claims.getClaimValue(config.rolesClaim());
    return claim instanceof String role ? Set.of(role) : texts(claim);
  }

  private static Set<String> texts(Object claim) {
    return claim instanceof Collection<?> list
        ? list.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .collect(Collectors.toSet())
        : Set.of();
  }
}
