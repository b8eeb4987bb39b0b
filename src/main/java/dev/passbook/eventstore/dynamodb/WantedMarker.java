package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.VersionConflict;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A marker that a write wants to put under its key. */
sealed interface WantedMarker {

  /** Returns the marker to put under a free key. */
  Map<String, AttributeValue> first();

  /** Returns whether the marker that stands is the wanted one. */
  boolean isThere(Map<String, AttributeValue> standing);

  /**
   * Returns the marker to put in place of a pending one that has taken no effect.
   *
   * @param isClosed whether it can't take effect any more
   * @throws VersionConflict if the write was decided on a state that is not the newest
   * @throws OpenVersion if the write must wait until it is known whether the marker has an effect
   */
  Map<String, AttributeValue> inPlaceOf(PendingMarker seen, boolean isClosed);

  /** Returns whether the marker has an effect without a row. */
  boolean isAnAnswer();

  /** A marker for a row that is written once the marker stands. */
  record Candidate(PendingMarker marker) implements WantedMarker {
    @Override
    public Map<String, AttributeValue> first() {
      return PendingMarkerFormat.write(marker);
    }

    @Override
    public boolean isThere(Map<String, AttributeValue> standing) {
      return PendingMarkerFormat.isPending(standing)
          && PendingMarkerFormat.read(standing).covers(marker);
    }

    /**
     * A marker moves to later versions only. Otherwise two attempts with old states could take it
     * from each other for ever. One that is too old to land may be ahead of its stream, after a
     * restore that lost rows, so it moves to any version.
     */
    @Override
    public Map<String, AttributeValue> inPlaceOf(PendingMarker seen, boolean isClosed) {
      if (isClosed && seen.version() < marker.version()) {
        return PendingMarkerFormat.write(marker.inPlaceOf(seen));
      }
      if (!isClosed && seen.isForTheRowOf(marker)) {
        return PendingMarkerFormat.write(seen.with(marker.candidates().get(0)));
      }
      if (!isClosed && seen.isTooOldToLand(marker.at())) {
        return PendingMarkerFormat.write(marker.inPlaceOf(seen));
      }
      throw new VersionConflict("another attempt with the key has seen another version");
    }

    @Override
    public boolean isAnAnswer() {
      return false;
    }
  }

  /** A refusal to remember. */
  record Refusal(Marker marker) implements WantedMarker {
    @Override
    public Map<String, AttributeValue> first() {
      return MarkerFormat.write(marker);
    }

    @Override
    public boolean isThere(Map<String, AttributeValue> standing) {
      return !PendingMarkerFormat.isPending(standing)
          && MarkerFormat.read(standing).commandId().equals(marker.commandId());
    }

    @Override
    public Map<String, AttributeValue> inPlaceOf(PendingMarker seen, boolean isClosed) {
      if (isClosed || seen.isOnlyOf(marker.commandId()) || seen.isTooOldToLand(marker.at())) {
        return first();
      }
      throw new OpenVersion();
    }

    @Override
    public boolean isAnAnswer() {
      return true;
    }
  }
}
