package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A marker whose response depends on the row at one version of a stream. If the row carries the
 * command of a candidate, the candidate's response is the first response. If the row carries none
 * of them, the key is free. As long as there is no row, a put that is under way can still write it.
 *
 * @param version the version that the row begins with
 * @param revision a number that each change of the marker raises, so that the next change can have
 *     it as its condition
 * @param candidates one for each command that may write the row
 */
record PendingMarker(StreamId stream, long version, long revision, List<Marker> candidates) {

  /** Returns the first marker of a free key. */
  static PendingMarker of(StreamId stream, long version, Marker candidate) {
    return new PendingMarker(stream, version, 1, List.of(candidate));
  }

  String key() {
    return candidates.get(0).key();
  }

  boolean isForTheRowOf(PendingMarker other) {
    return stream.equals(other.stream) && version == other.version;
  }

  /** Returns whether the marker has the one candidate of another marker for the same row. */
  boolean covers(PendingMarker single) {
    var wanted = single.candidates().get(0);
    return isForTheRowOf(single)
        && candidates.stream()
            .anyMatch(
                it ->
                    it.commandId().equals(wanted.commandId())
                        && it.fingerprint().equals(wanted.fingerprint())
                        && hasSameAnswer(it, wanted));
  }

  /** Compares what is stored, since a number that was read is of another Java type. */
  private static boolean hasSameAnswer(Marker one, Marker other) {
    return Attributes.map(one.answer()).equals(Attributes.map(other.answer()));
  }

  /** Returns this marker for another row, in place of a marker that has no effect. */
  PendingMarker inPlaceOf(PendingMarker earlier) {
    return new PendingMarker(stream, version, earlier.revision + 1, candidates);
  }

  /**
   * Returns this marker with a further candidate. It replaces an earlier one of the same command,
   * whose row was never sent: the command was decided again for the same version.
   */
  PendingMarker with(Marker candidate) {
    var all = new ArrayList<>(candidates);
    all.removeIf(it -> it.commandId().equals(candidate.commandId()));
    all.add(candidate);
    return new PendingMarker(stream, version, revision + 1, all);
  }

  /**
   * Returns whether no other command is a candidate. When such a command is decided again, its row
   * was never sent, or was refused.
   */
  boolean isOnlyOf(String commandId) {
    return candidates.stream().allMatch(it -> it.commandId().equals(commandId));
  }

  /** Returns when the last candidate was decided. */
  Instant at() {
    return candidates.stream().map(Marker::at).max(Comparator.naturalOrder()).orElseThrow();
  }

  /** Returns when the store may delete the marker. It outlives each candidate. */
  Instant expiresAt() {
    return candidates.stream().map(Marker::expiresAt).max(Comparator.naturalOrder()).orElseThrow();
  }
}
