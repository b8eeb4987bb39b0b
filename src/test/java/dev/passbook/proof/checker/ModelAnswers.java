package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
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
    View view = new View(State.NONE.plus(created), Instant.parse(created.at()));
    return created("/accounts/" + created.account(), etag(1), account(created, view));
  }

  static Answer recorded(StoredEvent event) {
    if (event.is(StoredEvent.HOLD_PLACED)) {
      HoldStory story = new HoldStory(event, "active", BigDecimal.ZERO, null);
      String hold = "/accounts/" + event.account() + "/holds/" + story.id();
      return created(hold, etag(event.version()), hold(story));
    }
    String location = "/accounts/" + event.account() + "/events/" + event.version();
    return created(location, etag(event.version()), event(event));
  }

  static Answer transferred(StoredEvent withdrawn) {
    return created("/transfers/" + withdrawn.transferId(), "", transferBody(withdrawn));
  }

  static Answer transfer(StoredEvent withdrawn) {
    return new Answer(200, Map.of(), transferBody(withdrawn));
  }

  /** Returns the account after an operator has set something on it. */
  static Answer set(List<StoredEvent> events, View view) {
    return state(events, view);
  }

  static Answer dryRun(Answer real) {
    return new Answer(200, Map.of("passbook-dry-run", "true"), real.body());
  }

  static Answer version(List<StoredEvent> events, long version) {
    if (version > events.size()) {
      return problem(404, "version-not-found", "");
    }
    State state = State.NONE;
    for (StoredEvent event : events.subList(0, (int) version)) {
      state = state.plus(event);
    }
    return state(events, new View(state, Instant.parse(state.newest().at())));
  }

  static Answer state(List<StoredEvent> events, View view) {
    return new Answer(200, Map.of("etag", view.etag()), account(events.get(0), view));
  }

  static Answer hold(List<StoredEvent> events, long hold, View view) {
    return new Answer(200, Map.of(), hold(HoldStory.of(events, hold, view)));
  }

  static Answer holds(List<StoredEvent> events, View view) {
    String holds =
        view.state().controls().holds().stream()
            .map(hold -> hold(HoldStory.of(events, hold.version(), view)))
            .collect(Collectors.joining(", "));
    return new Answer(200, Map.of(), "{\"holds\": [%s]}".formatted(holds));
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

  static Answer invalid() {
    return problem(400, "invalid-request", "");
  }

  static Answer alreadyReversed(StoredClaim claim) {
    return problem(422, "already-reversed", ", \"by\": \"%s\"".formatted(claim.by()));
  }

  static Answer refusedByPayee(String problem) {
    return problem(422, problem, ", \"restricted\": \"credits\"");
  }

  /** Adds every member that a refusal may have. */
  static Answer refused(
      String problem, View view, Command command, StoredEvent original, List<StoredEvent> events) {
    State state = view.state();
    StringBuilder members = new StringBuilder();
    add(members, "balance", state.balance());
    add(members, "held", state.held());
    add(members, "available", state.available());
    add(members, "used", state.used());
    add(members, "amount", original == null ? command.amount() : original.amount());
    state
        .controls()
        .hold(command.terms().hold())
        .ifPresent(hold -> add(members, "remaining", hold.remaining()));
    boolean credits = command.kind() == Command.Kind.CREDIT;
    members.append(", \"restricted\": \"%s\"".formatted(credits ? "credits" : "debits"));
    HoldStory story = HoldStory.of(events, command.terms().hold(), view);
    if (story != null) {
      members.append(
          ", \"holdStatus\": \"%s\", \"endedAt\": \"%s\""
              .formatted(story.status(), story.endedAt()));
    }
    return problem(422, problem, members.toString());
  }

  private static void add(StringBuilder members, String name, BigDecimal number) {
    members.append(number == null ? "" : ", \"%s\": %s".formatted(name, plain(number)));
  }

  private static String plain(BigDecimal number) {
    return number.setScale(2, RoundingMode.UNNECESSARY).toPlainString();
  }

  private static String text(String name, String value) {
    return value == null ? "" : ", \"%s\": \"%s\"".formatted(name, value);
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

  private static String account(StoredEvent first, View view) {
    State state = view.state();
    Controls controls = state.controls();
    return """
        {"id": "%s", "owner": "%s", "currency": "EUR", "status": "%s", "balance": %s, "held": %s,
        "available": %s, "overdraft": %s, "restrictions": {"debits": %s, "credits": %s%s},
        "version": %d, "createdAt": "%s", "updatedAt": "%s"}"""
        .formatted(
            first.account(),
            first.owner(),
            state.isClosed() ? "closed" : "open",
            plain(state.balance()),
            plain(state.held()),
            plain(state.available()),
            plain(controls.overdraft()),
            controls.debits(),
            controls.credits(),
            text("reason", controls.reason()),
            state.version(),
            first.at(),
            state.newest().at());
  }

  private static String event(StoredEvent event) {
    StoredDetails details = event.details();
    StringBuilder members = new StringBuilder();
    add(members, "amount", event.amount());
    add(members, "balance", event.balance());
    add(members, "held", details.held());
    add(members, "holdRemaining", details.holdRemaining());
    add(members, "overdraft", details.overdraft());
    members.append(text("reference", event.reference()));
    members.append(text("transferId", event.transferId()));
    members.append(text("expiresAt", details.expiresAt()));
    if (details.hold() != null) {
      members.append(text("holdId", event.account() + "-" + details.hold()));
    }
    if (details.reverses() != null) {
      members.append(", \"reverses\": " + details.reverses());
    }
    return """
        {"accountId": "%s", "version": %d, "type": "%s"%s, "at": "%s"}"""
        .formatted(event.account(), event.version(), event.type(), members, event.at());
  }

  private static String hold(HoldStory story) {
    StoredEvent placed = story.placed();
    return """
        {"id": "%s", "accountId": "%s", "status": "%s", "amount": %s, "captured": %s,
        "remaining": %s, "reference": "%s", "placedAt": "%s"%s%s}"""
        .formatted(
            story.id(),
            placed.account(),
            story.status(),
            plain(placed.amount()),
            plain(story.captured()),
            plain(story.remaining()),
            placed.reference(),
            placed.at(),
            text("expiresAt", placed.details().expiresAt()),
            text("endedAt", story.endedAt()));
  }

  private static String transferBody(StoredEvent withdrawn) {
    StoredDetails details = withdrawn.details();
    StringBuilder more = new StringBuilder();
    add(more, "holdRemaining", details.holdRemaining());
    if (details.hold() != null) {
      more.append(text("holdId", withdrawn.account() + "-" + details.hold()));
    }
    if (details.toReverses() != null) {
      more.append(text("reverses", withdrawn.to() + "-" + details.toReverses()));
    }
    return """
        {"id": "%s", "from": "%s", "to": "%s", "amount": %s, "currency": "EUR",
        "reference": "%s", "fromVersion": %d, "toVersion": %d%s, "at": "%s"}"""
        .formatted(
            withdrawn.transferId(),
            withdrawn.account(),
            withdrawn.to(),
            withdrawn.amount(),
            withdrawn.reference(),
            withdrawn.version(),
            withdrawn.toVersion(),
            more,
            withdrawn.at());
  }
}
