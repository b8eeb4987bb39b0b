package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Renders the model's responses as the contract defines them. */
final class ModelAnswers {
  private ModelAnswers() {}

  static Answer of(StoredMarker marker) {
    Map<String, String> headers = new HashMap<>();
    headers.put("idempotency-replayed", "true");
    if (marker.location() != null) {
      headers.put("location", marker.location());
    }
    if (marker.etag() != null) {
      headers.put("etag", marker.etag());
    }
    return new Answer(marker.status(), headers, marker.body());
  }

  static Answer opened(StoredEvent created) {
    return created("/accounts/" + created.account(), etag(1), account(created, created));
  }

  static Answer recorded(StoredEvent event) {
    String location = "/accounts/" + event.account() + "/events/" + event.version();
    return created(location, etag(event.version()), event(event));
  }

  static Answer transferred(StoredEvent withdrawn) {
    return created("/transfers/" + withdrawn.transferId(), "", transferBody(withdrawn));
  }

  static Answer transfer(StoredEvent withdrawn) {
    return new Answer(200, Map.of(), transferBody(withdrawn));
  }

  static Answer state(List<StoredEvent> events, long version) {
    if (version > events.size()) {
      return problem(404, "version-not-found", "");
    }
    StoredEvent newest = events.get((int) version - 1);
    return new Answer(200, Map.of("etag", etag(version)), account(events.get(0), newest));
  }

  static Answer page(List<StoredEvent> events, Command command) {
    String page =
        events.stream()
            .skip(command.version())
            .limit(command.limit())
            .map(ModelAnswers::event)
            .collect(Collectors.joining(", "));
    boolean more = events.size() > command.version() + command.limit();
    String next = more ? "\"next page\"" : "null";
    return new Answer(200, Map.of(), "{\"events\": [%s], \"next\": %s}".formatted(page, next));
  }

  static Answer mismatch(StoredEvent newest) {
    return problem(412, "version-mismatch", ", \"version\": " + newest.version());
  }

  static Answer refused(String problem, StoredEvent newest, Command command) {
    BigDecimal amount = command.amount() == null ? BigDecimal.ZERO : command.amount();
    String members = ", \"balance\": %s, \"amount\": %s".formatted(newest.balance(), amount);
    return problem(422, problem, members);
  }

  private static Answer problem(int status, String problem, String members) {
    return new Answer(
        status, Map.of(), "{\"type\": \"urn:passbook:problem:%s\"%s}".formatted(problem, members));
  }

  private static Answer created(String location, String etag, String body) {
    return new Answer(201, Map.of("location", location, "etag", etag), body);
  }

  private static String etag(long version) {
    return "\"" + version + "\"";
  }

  private static String account(StoredEvent first, StoredEvent newest) {
    String status = newest.is(StoredEvent.CLOSED) ? "closed" : "open";
    return """
        {"id": "%s", "owner": "%s", "currency": "EUR", "status": "%s", "balance": %s,
        "version": %d, "createdAt": "%s", "updatedAt": "%s"}"""
        .formatted(
            newest.account(),
            first.owner(),
            status,
            newest.balance(),
            newest.version(),
            first.at(),
            newest.at());
  }

  private static String event(StoredEvent event) {
    return """
        {"accountId": "%s", "version": %d, "type": "%s"%s, "balance": %s%s%s, "at": "%s"}"""
        .formatted(
            event.account(),
            event.version(),
            event.type(),
            event.amount() == null ? "" : ", \"amount\": " + event.amount(),
            event.balance(),
            event.reference() == null ? "" : ", \"reference\": \"" + event.reference() + "\"",
            event.transferId() == null ? "" : ", \"transferId\": \"" + event.transferId() + "\"",
            event.at());
  }

  private static String transferBody(StoredEvent withdrawn) {
    return """
        {"id": "%s", "from": "%s", "to": "%s", "amount": %s, "currency": "EUR",
        "reference": "%s", "fromVersion": %d, "toVersion": %d, "at": "%s"}"""
        .formatted(
            withdrawn.transferId(),
            withdrawn.account(),
            withdrawn.to(),
            withdrawn.amount(),
            withdrawn.reference(),
            withdrawn.version(),
            withdrawn.toVersion(),
            withdrawn.at());
  }
}
