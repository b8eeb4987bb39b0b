package dev.passbook.streaming.relay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.passbook.integrity.StreamFinding;
import java.io.PrintWriter;

/** Writes each finding on a line of its own and at once, so that a killed command loses none. */
record FindingLines(PrintWriter out, boolean asJson) {

  synchronized void write(StreamFinding finding) {
    out.println(asJson ? json(finding) : text(finding));
    out.flush();
  }

  private static String text(StreamFinding finding) {
    return "%s at version %d: %s".formatted(finding.stream(), finding.version(), finding.text());
  }

  private static String json(StreamFinding finding) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("stream", finding.stream().value())
        .put("version", finding.version())
        .put("finding", finding.text())
        .toString();
  }
}
