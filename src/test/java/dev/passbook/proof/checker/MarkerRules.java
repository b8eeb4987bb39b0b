package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks whether the markers agree with the events and the responses. */
final class MarkerRules {
  private final Run run;
  private final Duration retention;
  private final Map<String, List<StoredMarker>> markers;

  MarkerRules(Run run, Duration retention) {
    this.run = run;
    this.retention = retention;
    this.markers =
        run.table.markers().stream()
            .collect(Collectors.groupingBy(marker -> String.valueOf(marker.commandId())));
  }

  void check() {
    run.writes.values().forEach(this::checkWrite);
    Set<String> commands =
        run.table.events().stream().map(StoredEvent::commandId).collect(Collectors.toSet());
    for (StoredMarker marker : run.table.markers()) {
      run.require(
          commands.contains(marker.commandId()) == (marker.status() == 201),
          Rule.A_MARKER_AGREES_WITH_THE_ANSWER,
          "it remembers what did not happen, or not what did: %s",
          marker);
      Instant remembered = Instant.ofEpochSecond(marker.expiresAt());
      run.require(
          !remembered.isBefore(Instant.parse(marker.at()).plus(retention).minusSeconds(1)),
          Rule.A_KEYED_WRITE_LEAVES_A_MARKER,
          "it expires before %s: %s",
          retention,
          marker);
    }
  }

  private void checkWrite(Write write) {
    List<StoredEvent> events = run.eventsOf(write);
    // Only the response tells which request closed an account.
    boolean done = !events.isEmpty() && (isNamed(events) || write.accepted().isPresent());
    if (done) {
      List<StoredMarker> found = markers.getOrDefault(events.get(0).commandId(), List.of());
      int due = write.command().isKeyed() ? 1 : 0;
      long kept = found.stream().map(StoredMarker::id).distinct().count();
      run.require(
          kept == due,
          Rule.A_KEYED_WRITE_LEAVES_A_MARKER,
          "%d instead of %d stand beside %s",
          kept,
          due,
          events);
      found.forEach(marker -> checkAnswers(write, marker));
    } else if (write.command().isKeyed() && !write.decided().isEmpty()) {
      checkRemembered(write.decided().get(0));
    }
  }

  private static boolean isNamed(List<StoredEvent> events) {
    return events.get(0).clientsName() != null;
  }

  private void checkAnswers(Write write, StoredMarker marker) {
    for (Exchange attempt : write.decided()) {
      run.require(
          agrees(marker, attempt.answer()),
          Rule.A_MARKER_AGREES_WITH_THE_ANSWER,
          "%s stands against %s",
          marker,
          attempt);
    }
  }

  private void checkRemembered(Exchange refusal) {
    run.require(
        run.table.markers().stream().anyMatch(marker -> agrees(marker, refusal.answer())),
        Rule.A_KEYED_WRITE_LEAVES_A_MARKER,
        "none remembers %s",
        refusal);
  }

  private static boolean agrees(StoredMarker marker, Answer answer) {
    return marker.status() == answer.status()
        && marker.body().equals(answer.body())
        && answer.header("etag").equals(Objects.requireNonNullElse(marker.etag(), ""))
        && answer.header("location").endsWith(Objects.requireNonNullElse(marker.location(), ""));
  }
}
