package dev.passbook.moves.importing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Derives UUIDs of version 5 (RFC 9562) from names, so that a second import derives the same. */
final class NamedUuids {
  /** A fixed namespace for all imports. A change would make each import a new one. */
  private static final UUID NAMESPACE = UUID.fromString("7d0c6a7e-5b1f-4f59-9c43-0a6f3f1d2b88");

  private static final long VERSION_5 = 0x5000L;
  private static final long VARIANT = 0x8000000000000000L;

  private NamedUuids() {}

  /** Returns the UUID of a name of several parts. The lengths of the parts count as well. */
  static UUID of(String... parts) {
    var name = new StringBuilder();
    for (var part : parts) {
      name.append(part.length()).append(':').append(part);
    }
    var hash = ByteBuffer.wrap(sha1(name.toString()));
    var high = hash.getLong() & ~0xF000L | VERSION_5;
    var low = hash.getLong() & 0x3FFFFFFFFFFFFFFFL | VARIANT;
    return new UUID(high, low);
  }

  private static byte[] sha1(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      digest.update(
          ByteBuffer.allocate(16)
              .putLong(NAMESPACE.getMostSignificantBits())
              .putLong(NAMESPACE.getLeastSignificantBits())
              .array());
      return digest.digest(name.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java runtime has SHA-1", e);
    }
  }
}
