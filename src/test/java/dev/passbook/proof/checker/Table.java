package dev.passbook.proof.checker;

import java.util.List;
import java.util.Map;

/** All rows of one run: the streams by account, in order of version, the markers and the claims. */
public record Table(
    Map<String, List<StoredRow>> streams, List<StoredMarker> markers, List<StoredClaim> claims) {
  Table with(Map<String, List<StoredRow>> otherStreams) {
    return new Table(otherStreams, markers, claims);
  }

  Table withMarkers(List<StoredMarker> others) {
    return new Table(streams, others, claims);
  }

  Table withClaims(List<StoredClaim> others) {
    return new Table(streams, markers, others);
  }

  /** Returns how many rows hold events of several commands. */
  public long batches() {
    return streams.values().stream()
        .flatMap(List::stream)
        .filter(row -> row.events().stream().map(StoredEvent::commandId).distinct().count() > 1)
        .count();
  }

  /** Returns how many keys were written without a transaction. */
  public long keyedByPuts() {
    return markers.stream().filter(StoredMarker::pending).count();
  }

  /** Returns how many events of a type there are. */
  public long count(String type) {
    return events().stream().filter(event -> event.is(type)).count();
  }

  List<StoredEvent> events(String account) {
    return streams.getOrDefault(account, List.of()).stream()
        .flatMap(row -> row.events().stream())
        .toList();
  }

  List<StoredEvent> events() {
    return streams.keySet().stream().flatMap(account -> events(account).stream()).toList();
  }
}
