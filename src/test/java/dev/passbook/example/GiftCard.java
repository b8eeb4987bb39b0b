package dev.passbook.example;

import dev.passbook.decider.Change;
import dev.passbook.decider.Command;
import dev.passbook.decider.CommandDecision;
import dev.passbook.decider.CommandResponse;
import dev.passbook.decider.IdempotencyKey;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventCodec;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoredEvent;
import dev.passbook.eventstore.StreamId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An aggregate of your own: a gift card. This record is its state, and the file holds everything
 * else that an aggregate needs: events, decisions, a codec and commands.
 *
 * @param left the points that are left on the card
 */
record GiftCard(long left) {

  /** The events. Each of them knows how it changes the state. */
  sealed interface Event {
    GiftCard applyTo(GiftCard card);
  }

  /** The first event of a card. */
  record Issued(long points) implements Event {
    @Override
    public GiftCard applyTo(GiftCard none) {
      return new GiftCard(points);
    }
  }

  record Redeemed(long points) implements Event {
    @Override
    public GiftCard applyTo(GiftCard card) {
      return new GiftCard(card.left() - points);
    }
  }

  /** The rule: nobody redeems more points than are left. It is a pure function. */
  Optional<Event> redeem(long points) {
    return points <= left ? Optional.of(new Redeemed(points)) : Optional.empty();
  }

  /** How the events and the state are stored. The names outlive the classes. */
  static final class Codec implements EventCodec<GiftCard, Event> {
    private static final String ISSUED = "GiftCardIssued";
    private static final String REDEEMED = "GiftCardRedeemed";
    private static final String POINTS = "Points";
    private static final String LEFT = "Left";

    @Override
    public StoredEvent encode(Event event) {
      return event instanceof Issued issued
          ? new StoredEvent(ISSUED, Map.of(POINTS, issued.points()))
          : new StoredEvent(REDEEMED, Map.of(POINTS, ((Redeemed) event).points()));
    }

    @Override
    public Event decode(StoredEvent stored) {
      return switch (stored.type()) {
        case ISSUED -> new Issued(number(stored.members(), POINTS));
        case REDEEMED -> new Redeemed(number(stored.members(), POINTS));
        default -> throw new IllegalArgumentException("unknown event type " + stored.type());
      };
    }

    @Override
    public GiftCard fold(GiftCard state, Event event) {
      return event.applyTo(state);
    }

    @Override
    public int snapshotSchema() {
      return 1;
    }

    @Override
    public Map<String, Object> encodeSnapshot(GiftCard state) {
      return Map.of(LEFT, state.left());
    }

    @Override
    public GiftCard decodeSnapshot(Map<String, Object> members) {
      return new GiftCard(number(members, LEFT));
    }

    @Override
    public void match(GiftCard snapshot, Event last) {
      if (last instanceof Issued issued && issued.points() != snapshot.left()) {
        throw new IllegalStateException("the snapshot is not the state after its row's last event");
      }
    }

    private static long number(Map<String, Object> members, String name) {
      return ((BigDecimal) members.get(name)).longValueExact();
    }
  }

  /**
   * A command. The decider queues, decides, commits and retries it.
   *
   * @param issues whether the command issues the card, or redeems points of it
   */
  record Request(
      StreamId card, boolean issues, long points, Optional<String> key, Deadline deadline)
      implements Command<GiftCard, Event> {
    @Override
    public List<StreamId> streams() {
      return List.of(card);
    }

    @Override
    public boolean createsStream() {
      return issues;
    }

    @Override
    public CommandDecision<Event> decide(List<Snapshot<GiftCard>> states, Instant at) {
      var event =
          issues ? Optional.<Event>of(new Issued(points)) : states.get(0).state().redeem(points);
      return event
          .map(it -> CommandDecision.accept(List.of(it)))
          .orElseGet(
              () -> new CommandDecision.Refused<>(response(422, "not enough"), "NOT_ENOUGH", true));
    }

    @Override
    public Optional<Set<Long>> expectedVersions() {
      return Optional.empty();
    }

    @Override
    public Optional<IdempotencyKey> idempotencyKey() {
      var content = List.of(Boolean.toString(issues), Long.toString(points));
      return key.map(
          it ->
              new IdempotencyKey(
                  IdempotencyKey.digest(List.of("gift-card", card.value(), it)),
                  Optional.empty(),
                  IdempotencyKey.digest(content),
                  content));
    }

    @Override
    public int size() {
      return Long.BYTES;
    }

    @Override
    public Optional<String> traceParent() {
      return Optional.empty();
    }

    @Override
    public CommandResponse accepted(Change<GiftCard, Event> change) {
      return response(201, change.after().get(0).state().left() + " left");
    }

    @Override
    public CommandResponse notFound() {
      return response(404, "no card");
    }

    @Override
    public CommandResponse versionMismatch(Snapshot<GiftCard> actual) {
      return response(412, "at version " + actual.version());
    }

    @Override
    public CommandResponse keyReused() {
      return response(422, "key reused");
    }

    private static CommandResponse response(int status, String body) {
      return new CommandResponse(status, null, null, body);
    }
  }
}
