package dev.passbook.http;

import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.banking.TransferId;
import java.util.UUID;

/**
 * Ids that clients name. One that can't be an id names nothing: it is not found, rather than
 * invalid.
 */
final class NamedIds {
  private static final int LONGEST_VERSION = 18;

  private NamedIds() {}

  static UUID account(String id) {
    return AccountIds.parse(id).orElseThrow(() -> notFound(Missing.ACCOUNT));
  }

  static TransferId transfer(String id) {
    return TransferId.parse(id).orElseThrow(() -> notFound(Missing.TRANSFER));
  }

  static long version(String version) {
    if (!WholeNumber.hasDigits(version, LONGEST_VERSION)) {
      throw notFound(Missing.VERSION);
    }
    return Long.parseLong(version);
  }

  private static RefusedRequest notFound(Missing missing) {
    return new RefusedRequest(Problems.of(missing));
  }
}
