package dev.passbook.http;

import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.http.syntax.Json;
import java.util.List;

/** Renders events as {@code text/event-stream}. */
final class ServerSentEvents {
  /**
   * The delay of a reconnect in milliseconds. By then, load balancers know which instance is
   * stopping.
   */
  static final String RETRY = "retry: 2000\n\n";

  private static final String COMMENT = ":\n\n";

  private ServerSentEvents() {}

  /** Renders a comment, which clients ignore, if there are no events. */
  static String of(List<RecordedEvent<AccountEvent>> events, Reader reader) {
    if (events.isEmpty()) {
      return COMMENT;
    }
    var lines = new StringBuilder();
    events.forEach(event -> append(lines, event, reader));
    return lines.toString();
  }

  /** Appends an event. Its JSON is a single line, because line breaks in strings are escaped. */
  private static void append(
      StringBuilder lines, RecordedEvent<AccountEvent> event, Reader reader) {
    lines.append("id: ").append(event.version());
    lines.append("\nevent: ").append(event.event().type());
    lines.append("\ndata: ").append(Json.text(Representations.event(event, reader)));
    lines.append("\n\n");
  }
}
