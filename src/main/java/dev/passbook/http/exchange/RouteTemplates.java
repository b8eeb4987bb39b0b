package dev.passbook.http.exchange;

import java.util.Set;

/**
 * Maps paths to templates without ids and versions, so that metrics have few labels. A test
 * compares them with the paths of the API's description.
 */
public final class RouteTemplates {
  /** Stands for every path that the API does not have. */
  static final String OTHER = "_OTHER";

  public static final String EVENTS = "/accounts/{id}/events";

  public static final String ROWS = "/accounts/{id}/rows";
  public static final String STATEMENT = "/accounts/{id}/statements/{month}";

  private static final String HOLDS = "/accounts/{id}/holds";

  private static final Set<String> PARTS =
      Set.of(
          "closure",
          "credits",
          "events",
          "holder",
          "holds",
          "integrity",
          "limits",
          "restrictions",
          "rows",
          "withdrawals");

  private RouteTemplates() {}

  public static String of(String path) {
    var parts = path.split("/");
    if (parts.length < 2 || !parts[0].isEmpty()) {
      return OTHER;
    }
    return switch (parts[1]) {
      case "accounts" -> ofAccounts(parts);
      case "transfers" -> ofTransfers(parts);
      case "schemas" -> parts.length == 4 ? "/schemas/events/{type}.json" : OTHER;
      default -> OTHER;
    };
  }

  private static String ofAccounts(String... parts) {
    return switch (parts.length) {
      case 2 -> "/accounts";
      case 3 -> "/accounts/{id}";
      case 4 -> ofAccount(parts[3]);
      case 5 -> ofPart(parts[3]);
      case 6 -> ofPart(parts[3], parts[5]);
      default -> OTHER;
    };
  }

  private static String ofAccount(String part) {
    return PARTS.contains(part) ? "/accounts/{id}/" + part : OTHER;
  }

  private static String ofPart(String part) {
    return switch (part) {
      case "events" -> EVENTS + "/{version}";
      case "holds" -> HOLDS + "/{hold}";
      case "statements" -> STATEMENT;
      default -> OTHER;
    };
  }

  private static String ofPart(String part, String action) {
    return switch (part + "/" + action) {
      case "events/reversal" -> EVENTS + "/{version}/reversal";
      case "holds/release" -> HOLDS + "/{hold}/release";
      default -> OTHER;
    };
  }

  private static String ofTransfers(String... parts) {
    return switch (parts.length) {
      case 2 -> "/transfers";
      case 3 -> "/transfers/{id}";
      case 4 -> parts[3].equals("reversal") ? "/transfers/{id}/reversal" : OTHER;
      default -> OTHER;
    };
  }
}
