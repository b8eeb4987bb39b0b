package dev.passbook.http;

import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.RecordedEvent;
import java.util.List;

/** Events as lines of {@code text/event-stream}. */
final class ServerSentEvents {
  /** When to come back, in milliseconds: by then a load balancer knows who is stopping. */
  static final String RETRY = "retry: 2000\n\n";

  private static final String COMMENT = ":\n\n";

  private ServerSentEvents() {}

  /** A comment, which clients leave out, where there is no event. */
  static String of(List<RecordedEvent<AccountEvent>> events) {
    if (events.isEmpty()) {
      return COMMENT;
    }
    var lines = new StringBuilder();
    events.forEach(event -> append(lines, event));
    return lines.toString();
  }

  /** JSON is one line here: whatever would break it apart is escaped in its strings. */
  private static void append(StringBuilder lines, RecordedEvent<AccountEvent> event) {
    lines.append("id: ").append(event.version());
    lines.append("\nevent: ").append(event.event().type());
    lines.append("\ndata: ").append(Json.text(Representations.event(event)));
    lines.append("\n\n");
  }
}
