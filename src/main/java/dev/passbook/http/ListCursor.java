package dev.passbook.http;

import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.ListPlace;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Timestamp;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.Optional;

/**
 * A place in the list of accounts, as clients carry it from page to page. It holds nothing that
 * they may not see, and no list's name: whose list is read is said by the token alone.
 */
final class ListCursor {
  private static final char BETWEEN = ' ';

  private ListCursor() {}

  /**
   * @param after null where it is left out
   * @throws RefusedRequest when it is none
   */
  static Optional<ListPlace> read(String after) {
    return Optional.ofNullable(after).map(ListCursor::place);
  }

  private static ListPlace place(String after) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
      var between = text.indexOf(BETWEEN);
      var account = AccountIds.parse(text.substring(between + 1)).orElseThrow(ListCursor::none);
      var at = Timestamp.parse(text.substring(0, Math.max(0, between)));
      var place = new ListPlace(at, StreamId.of(AccountIds.CATEGORY, account));
      if (!written(place).equals(after)) {
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
   * The relative URL of the page that begins after a place.
   *
   * @param owner null where it is left out
   */
  static String next(ListPlace place, String limit, String owner) {
    var ofWhom = owner == null ? "" : "&owner=" + URLEncoder.encode(owner, StandardCharsets.UTF_8);
    return "/accounts?after=%s&limit=%s%s".formatted(written(place), limit, ofWhom);
  }

  /** The one way in which a place is written. */
  private static String written(ListPlace place) {
    var text = Timestamp.format(place.at()) + BETWEEN + AccountIds.of(place.stream());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
