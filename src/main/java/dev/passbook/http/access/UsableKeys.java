package dev.passbook.http.access;

import io.vertx.core.buffer.Buffer;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Set;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Selects the keys of a set (RFC 7517) that can check a token, and leaves out the others. With a
 * symmetric key, everyone who can read the set could sign tokens.
 */
final class UsableKeys {
  /** The limit on the number of keys. A token without a key id is checked with each of them. */
  private static final int MOST = 64;

  private static final int SHORTEST_RSA = 2_048;

  /** The longest RSA key. The check of a longer one would delay other requests. */
  private static final int LONGEST_RSA = 8_192;

  private static final Set<String> CURVES =
      Set.of(EllipticCurves.P_256, EllipticCurves.P_384, EllipticCurves.P_521);

  private UsableKeys() {}

  /**
   * Returns the usable keys.
   *
   * @throws KeySetFailure if there is no such key, or the text is no key set
   */
  static List<JsonWebKey> in(Buffer text) {
    var all = parsed(text);
    if (all.size() > MOST) {
      throw new KeySetFailure("the set has " + all.size() + " keys, more than " + MOST);
    }
    var usable = all.stream().filter(UsableKeys::isUsable).toList();
    if (usable.isEmpty()) {
      throw new KeySetFailure("the set has no key that a token could be checked with");
    }
    return usable;
  }

  private static List<JsonWebKey> parsed(Buffer text) {
    try {
      return new JsonWebKeySet(text.toString()).getJsonWebKeys();
    } catch (JoseException | RuntimeException e) {
      throw new KeySetFailure("what is there is no key set", e);
    }
  }

  private static boolean isUsable(JsonWebKey key) {
    var forSignatures = key.getUse() == null || key.getUse().equals(Use.SIGNATURE);
    var forChecks = key.getKeyOps() == null || key.getKeyOps().contains("verify");
    return forSignatures && forChecks && (isUsableRsa(key) || isUsableCurve(key));
  }

  private static boolean isUsableRsa(JsonWebKey key) {
    if (key instanceof RsaJsonWebKey rsa && rsa.getPublicKey() instanceof RSAPublicKey known) {
      var bits = known.getModulus().bitLength();
      return bits >= SHORTEST_RSA && bits <= LONGEST_RSA;
    }
    return false;
  }

  private static boolean isUsableCurve(JsonWebKey key) {
    return key instanceof EllipticCurveJsonWebKey curve && CURVES.contains(curve.getCurveName());
  }
}
