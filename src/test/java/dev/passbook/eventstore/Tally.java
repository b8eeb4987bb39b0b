package dev.passbook.eventstore;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** A second, minimal aggregate. It shows that the store doesn't depend on accounts. */
public record Tally(long total) {

  /**
   * The event that something was counted.
   *
   * @param note null for none; a long one makes a large row
   */
  public record Counted(long by, long total, String note) {}

  /** Encodes tallies under a snapshot schema that the test chooses. */
  public record Codec(int snapshotSchema) implements EventCodec<Tally, Counted> {
    @Override
    public StoredEvent encode(Counted event) {
      var members = new LinkedHashMap<String, Object>();
      members.put("By", event.by());
      members.put("Total", event.total());
      if (event.note() != null) {
        members.put("Note", event.note());
      }
      return new StoredEvent("Counted", members);
    }

    @Override
    public Counted decode(StoredEvent stored) {
      if (!stored.type().equals("Counted")) {
        throw new IllegalArgumentException("unknown event type " + stored.type());
      }
      var members = stored.members();
      return new Counted(
          number(members, "By"), number(members, "Total"), (String) members.get("Note"));
    }

    @Override
    public Tally fold(Tally state, Counted event) {
      var total = (state == null ? 0 : state.total()) + event.by();
      if (total != event.total()) {
        throw new IllegalStateException("the recorded total is not the folded one");
      }
      return new Tally(total);
    }

    @Override
    public Map<String, Object> encodeSnapshot(Tally state) {
      return Map.of("Total", state.total());
    }

    @Override
    public Tally decodeSnapshot(Map<String, Object> members) {
      return new Tally(number(members, "Total"));
    }

    @Override
    public void match(Tally snapshot, Counted last) {
      if (snapshot.total() != last.total()) {
        throw new IllegalStateException("the snapshot is not the recorded total");
      }
    }

    private static long number(Map<String, Object> members, String name) {
      return ((BigDecimal) members.get(name)).longValueExact();
    }
  }
}
