package dev.passbook.decider;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A client's idempotency key, as the store keeps it.
 *
 * @param markerKey where the first response is kept
 * @param earlierMarkerKey where earlier releases kept the first response to the same key, if that
 *     was elsewhere
 * @param fingerprint of the request; a retry has the same one, another request a different one
 * @param earlierContent the content of which earlier releases took the fingerprint of the same
 *     request
 */
public record IdempotencyKey(
    String markerKey,
    Optional<String> earlierMarkerKey,
    String fingerprint,
    List<String> earlierContent) {

  /** Returns whether a marker belongs to the same request. */
  boolean isOf(String markerFingerprint) {
    return markerFingerprint.equals(fingerprint)
        || markerFingerprint.equals(digest(earlierContent));
  }

  /**
   * Returns the SHA-256 of the parts, in hexadecimal. Each part goes in with its length, so that no
   * two lists have the same bytes. Null has a length of its own.
   */
  public static String digest(List<String> parts) {
    var sha256 = sha256();
    for (var part : parts) {
      var bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(4).putInt(part == null ? -1 : bytes.length).array());
      sha256.update(bytes);
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
