package dev.passbook.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash of a commit's row in one stream, over its content and the hash of the row before it. If
 * a row is changed, removed or moved, the recorded hash of that row or of the next one no longer
 * fits.
 *
 * <p>The hash is SHA-256 over parts. Each part has its length in bytes in front of it, as a
 * four-byte big-endian number, so that no two contents have the same form. The page on the table
 * documents the parts for auditors. This class fixes them for good, since rows outlive the code.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Chain(String hex) {
  private static final byte[] BEGINNING = "passbook-chain-beginning-1".getBytes(UTF_8);
  private static final byte[] ROW = "passbook-chain-row-1".getBytes(UTF_8);
  private static final HexFormat HEX = HexFormat.of();
  private static final int LENGTH = 32;

  public Chain {
    if (hex.length() != 2 * LENGTH) {
      throw new IllegalArgumentException("a chain has " + LENGTH + " bytes");
    }
  }

  /**
   * Reads a chain from its bytes.
   *
   * @throws IllegalArgumentException if there are not 32 of them
   */
  public static Chain of(byte[] bytes) {
    return new Chain(HEX.formatHex(bytes));
  }

  /**
   * Returns what the first chained row of a stream follows on.
   *
   * @param after the last version without a chain; 0 for a stream that is chained from its start
   */
  public static Chain beginning(StreamId stream, long after) {
    return new Parts().add(BEGINNING).add(stream.value()).add(after).chain();
  }

  /**
   * Returns the chain of the row that follows on this one.
   *
   * @param version the version of the row's first event
   * @param at the time as the row has it
   * @param events the members of each event, of the types that {@link StoredEvent} allows. They
   *     include its type and command id, and leave out its trace
   */
  public Chain next(StreamId stream, long version, String at, List<Map<String, Object>> events) {
    var parts = new Parts().add(ROW).add(bytes()).add(stream.value()).add(version).add(at);
    parts.add(events.size());
    events.forEach(parts::add);
    return parts.chain();
  }

  public byte[] bytes() {
    return HEX.parseHex(hex);
  }

  /** Collects parts into a hash. */
  private static final class Parts {
    private static final int BITS_IN_A_BYTE = 8;

    private final MessageDigest digest = sha256();

    Parts add(byte[] part) {
      for (int shift = 3 * BITS_IN_A_BYTE; shift >= 0; shift -= BITS_IN_A_BYTE) {
        digest.update((byte) (part.length >>> shift));
      }
      digest.update(part);
      return this;
    }

    Parts add(String part) {
      return add(part.getBytes(UTF_8));
    }

    Parts add(long number) {
      return add(Long.toString(number));
    }

    /** Members count in the order of their names' bytes, whatever order the store gives them in. */
    void add(Map<String, Object> members) {
      var sorted = new TreeMap<byte[], Object>(Arrays::compareUnsigned);
      members.forEach((name, value) -> sorted.put(name.getBytes(UTF_8), value));
      add(sorted.size());
      sorted.forEach((name, value) -> add(name).addValue(value));
    }

    /** Each value has the name of its type in front, as DynamoDB names it. */
    private void addValue(Object value) {
      if (value instanceof BigDecimal decimal) {
        // DynamoDB drops trailing zeros.
        add("N").add(decimal.stripTrailingZeros().toPlainString());
      } else if (value instanceof Long number) {
        add("N").add(number);
      } else if (value instanceof Boolean truth) {
        add("BOOL").add(truth.toString());
      } else if (value instanceof byte[] bytes) {
        add("B").add(bytes);
      } else {
        add("S").add((String) value);
      }
    }

    Chain chain() {
      return of(digest.digest());
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
