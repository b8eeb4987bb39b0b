package dev.passbook.eventstore;

import java.util.List;
import java.util.Optional;

/**
 * The events that a commit records in one stream, as one row.
 *
 * @param expected the state that the events were decided on; its version is the expected version
 * @param events numbered from the version after the expected one
 * @param ownMarker the marker of a key that names the new stream, so that the stream's first row
 *     keeps it
 */
public record Append<S, E>(
    Snapshot<S> expected, List<RecordedEvent<E>> events, Optional<Marker> ownMarker) {

  /** Creates an append whose row keeps no marker. */
  public Append(Snapshot<S> expected, List<RecordedEvent<E>> events) {
    this(expected, events, Optional.empty());
  }
}
