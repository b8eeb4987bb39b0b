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

  public static StreamId stream(UUID account) {
    return StreamId.of(CATEGORY, account);
  }

  public static String of(StreamId stream) {
    return stream.value().substring(CATEGORY.length() + 1);
  }
}
