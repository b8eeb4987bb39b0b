package dev.passbook.banking;

import dev.passbook.eventstore.StreamId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Parses account ids and maps them to stream ids. */
public final class AccountIds {
  /** The prefix of an account's stream id. */
  public static final String CATEGORY = "account";

  /** The form of RFC 9562. {@link UUID#fromString} alone would also accept shortened groups. */
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private AccountIds() {}

  public static Optional<UUID> parse(String text) {
    return UUID_FORM.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  /**
   * Returns the id of the account that an idempotency key names: a UUID of version 8 (RFC 9562).
   *
   * @param digest of the key, in hexadecimal, of which the id has the first 16 bytes
   */
  static UUID named(String digest) {
    var high = Long.parseUnsignedLong(digest, 0, 16, 16);
    var low = Long.parseUnsignedLong(digest, 16, 32, 16);
    return new UUID(high & ~0xF000L | 0x8000L, low & ~0L >>> 2 | 1L << 63);
  }

  public static StreamId stream(UUID account) {
    return StreamId.of(CATEGORY, account);
  }

  public static String of(StreamId stream) {
    return stream.value().substring(CATEGORY.length() + 1);
  }
}
