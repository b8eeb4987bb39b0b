package dev.passbook.proof.history;

/** A command as an HTTP request. References need no escaping. */
final class CommandText {
  private CommandText() {}

  static String method(Command command) {
    if (command.kind().isSetting()) {
      return "PUT";
    }
    return command.kind().isWrite() ? "POST" : "GET";
  }

  static String path(Command command) {
    return resource(command) + (command.terms().dry() ? "?dryRun=true" : "");
  }

  private static String resource(Command command) {
    String account = "/accounts/" + command.account();
    long version = command.version();
    return switch (command.kind()) {
      case OPEN -> "/accounts";
      case CREDIT -> account + "/credits";
      case WITHDRAW -> account + "/withdrawals";
      case CLOSE -> account + "/closure";
      case TRANSFER -> "/transfers";
      case HOLD, READ_HOLDS -> account + "/holds";
      case RELEASE -> account + "/holds/" + holdId(command) + "/release";
      case REVERSE -> account + "/events/" + version + "/reversal";
      case REVERSE_TRANSFER -> "/transfers/" + command.account() + "-" + version + "/reversal";
      case LIMIT -> account + "/limits";
      case RESTRICT -> account + "/restrictions";
      case READ -> account;
      case READ_VERSION -> account + "?version=" + version;
      case READ_HOLD -> account + "/holds/" + holdId(command);
      case PAGE -> account + "/events?after=" + version + "&limit=" + command.limit();
      case READ_TRANSFER -> "/transfers/" + command.account() + "-" + version;
    };
  }

  private static String holdId(Command command) {
    return command.account() + "-" + command.terms().hold();
  }

  /** Returns the body, which is empty if the request has none. */
  static String body(Command command) {
    String reference = command.reference();
    return switch (command.kind()) {
      case OPEN -> "{\"owner\": \"%s\"}".formatted(reference);
      case CREDIT, WITHDRAW -> "{%s%s}".formatted(movement(command), capture(command));
      case TRANSFER ->
          "{\"from\": \"%s\", \"to\": \"%s\", %s%s}"
              .formatted(command.account(), command.to(), movement(command), capture(command));
      case HOLD -> "{%s%s}".formatted(movement(command), expiry(command));
      case REVERSE, REVERSE_TRANSFER -> "{\"reference\": \"%s\"}".formatted(reference);
      case LIMIT -> "{\"overdraft\": %s}".formatted(command.amount().toPlainString());
      case RESTRICT ->
          "{\"debits\": %s, \"credits\": %s, \"reason\": \"%s\"}"
              .formatted(command.terms().debits(), command.terms().credits(), reference);
      default -> "";
    };
  }

  private static String movement(Command command) {
    return "\"amount\": %s, \"reference\": \"%s\""
        .formatted(command.amount().toPlainString(), command.reference());
  }

  private static String capture(Command command) {
    return command.isCapture()
        ? ", \"hold\": \"%s\", \"final\": %s".formatted(holdId(command), command.terms().isFinal())
        : "";
  }

  private static String expiry(Command command) {
    String expiresAt = command.terms().expiresAt();
    return expiresAt == null ? "" : ", \"expiresAt\": \"%s\"".formatted(expiresAt);
  }

  static String of(Command command) {
    String body = body(command);
    return method(command)
        + " "
        + path(command)
        + (body.isEmpty() ? "" : " " + body)
        + (command.isConditional() ? " if at version " + command.onlyAtVersion() : "")
        + (command.isKeyed() ? " with key " + command.key() : "");
  }
}
