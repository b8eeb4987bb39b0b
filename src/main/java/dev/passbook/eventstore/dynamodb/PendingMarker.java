package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.CommandId;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A marker whose response depends on the row at one version of a stream. If the row carries the
 * command id of a candidate, the candidate's response is the first response. If the row carries
 * none of them, the key is free. As long as there is no row, a put that is under way can still
 * write it.
 *
 * @param version the version that the row begins with
 * @param revision a number that each change of the marker raises, so that the next change can have
 *     it as its condition
 * @param candidates one for each command that may write the row
 */
record PendingMarker(StreamId stream, long version, long revision, List<Marker> candidates) {
  /**
   * How old a candidate must be, so that its row can't be written any more. AWS refuses a request
   * 15 minutes after it was signed. The rest is for clocks that differ.
   */
  static final Duration TOO_OLD_TO_LAND = Duration.ofHours(1);

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
    var wanted = single.candidates().get(0).commandId();
    return isForTheRowOf(single)
        && candidates.stream().anyMatch(it -> it.commandId().equals(wanted));
  }

  /** Returns this marker for another row, in place of a marker that has no effect. */
  PendingMarker inPlaceOf(PendingMarker earlier) {
    return new PendingMarker(stream, version, earlier.revision + 1, candidates);
  }

  /**
   * Returns this marker with a further candidate. It replaces an earlier one of the same command,
   * whose row was never sent, or was refused: the command was decided again for the same version.
   */
  PendingMarker with(Marker candidate) {
    var all = new ArrayList<>(candidates);
    all.removeIf(it -> CommandId.areOfOneCommand(it.commandId(), candidate.commandId()));
    all.add(candidate);
    return new PendingMarker(stream, version, revision + 1, all);
  }

  /**
   * Returns whether no other command is a candidate. When such a command is decided again, its row
   * was never sent, or was refused.
   */
  boolean isOnlyOf(String commandId) {
    return candidates.stream().allMatch(it -> CommandId.areOfOneCommand(it.commandId(), commandId));
  }

  /** Returns whether none of the candidates can write the row any more. */
  boolean isTooOldToLand(Instant now) {
    return !now.isBefore(at().plus(TOO_OLD_TO_LAND));
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
