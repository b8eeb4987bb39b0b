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

  private static final Set<String> WRITES = Set.of("credits", "withdrawals", "closure");

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
      case 5 -> parts[3].equals("events") ? EVENTS + "/{version}" : OTHER;
      default -> OTHER;
    };
  }

  private static String ofAccount(String part) {
    if (part.equals("events")) {
      return EVENTS;
    }
    return WRITES.contains(part) ? "/accounts/{id}/" + part : OTHER;
  }

  private static String ofTransfers(String... parts) {
    return switch (parts.length) {
      case 2 -> "/transfers";
      case 3 -> "/transfers/{id}";
      default -> OTHER;
    };
  }
}
