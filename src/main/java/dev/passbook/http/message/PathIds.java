package dev.passbook.http.message;

import dev.passbook.banking.AccountIds;
import dev.passbook.banking.HoldId;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.banking.TransferId;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.syntax.WholeNumber;
import java.util.UUID;

/** Parses ids in paths. A malformed id is not found, rather than invalid. */
public final class PathIds {
  private static final int LONGEST_VERSION = 18;

  private PathIds() {}

  public static UUID account(String id) {
    return AccountIds.parse(id).orElseThrow(() -> notFound(Missing.ACCOUNT));
  }

  public static TransferId transfer(String id) {
    return TransferId.parse(id).orElseThrow(() -> notFound(Missing.TRANSFER));
  }

  /**
   * Returns the version that identifies a hold of the account, or 0 if no hold of the account can
   * have this id.
   */
  public static long hold(UUID account, String id) {
    return HoldId.parse(id)
        .filter(hold -> hold.account().equals(account))
        .map(HoldId::version)
        .orElse(0L);
  }

  public static long version(String version) {
    if (!WholeNumber.hasDigits(version, LONGEST_VERSION)) {
      throw notFound(Missing.VERSION);
    }
    return Long.parseLong(version);
  }

  private static RefusedRequest notFound(Missing missing) {
    return new RefusedRequest(Problems.of(missing));
  }
}
