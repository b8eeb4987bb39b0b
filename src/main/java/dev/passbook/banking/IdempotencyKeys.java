package dev.passbook.banking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Where an idempotency key is remembered, and how a retry is told from another request. */
final class IdempotencyKeys {
  private IdempotencyKeys() {}

  /** The same for the same key, caller, operation and target, and for nothing else. */
  static String marker(Caller caller, Command command, String key) {
    var parts = new ArrayList<>(caller.keyScope());
    parts.addAll(List.of(command.operation(), command.target(), key));
    return digest(parts);
  }

  static String fingerprint(Command command) {
    return digest(command.content());
  }

  /** Returns the fingerprint that earlier releases gave the same request. */
  static String earlierFingerprint(Command command) {
    return digest(command.earlierContent());
  }

  /**
   * Length-prefixed, so that no two lists run together to the same bytes; null has a length of its
   * own.
   */
  private static String digest(List<String> parts) {
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
