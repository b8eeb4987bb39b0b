package dev.passbook.http.message;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.ListPlace;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Optional;

/**
 * The cursor of the list of accounts, as clients pass it from page to page. It holds nothing secret
 * and does not name the holder: only the request decides whose accounts it lists.
 */
public final class ListCursor {
  private static final char BETWEEN = ' ';

  private ListCursor() {}

  /**
   * Parses a cursor.
   *
   * @param after null if the parameter is missing
   * @throws RefusedRequest if it is not a valid cursor
   */
  public static Optional<ListPlace> read(String after) {
    return Optional.ofNullable(after).map(ListCursor::place);
  }

  private static ListPlace place(String after) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
      var between = text.indexOf(BETWEEN);
      var account = AccountIds.parse(text.substring(between + 1)).orElseThrow(ListCursor::none);
      var at = Timestamp.parse(text.substring(0, Math.max(0, between)));
      var place = new ListPlace(at, StreamId.of(AccountIds.CATEGORY, account));
      if (!encode(place).equals(after)) {
        throw none();
      }
      return place;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw none();
    }
  }

  private static RefusedRequest none() {
    return RefusedRequest.invalid(
        new Violation("after", "must be left out, or be taken from the page before"));
  }

  /**
   * Returns the relative URL of the page after a place.
   *
   * @param owner null if the parameter is missing
   */
  public static String next(ListPlace place, String limit, String owner) {
    var ofOwner = owner == null ? "" : "&owner=" + URLEncoder.encode(owner, StandardCharsets.UTF_8);
    return "/accounts?after=%s&limit=%s%s".formatted(encode(place), limit, ofOwner);
  }

  /** Encodes a place. Each place has exactly one encoding. */
  private static String encode(ListPlace place) {
    var text = Timestamp.format(place.at()) + BETWEEN + AccountIds.of(place.stream());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
