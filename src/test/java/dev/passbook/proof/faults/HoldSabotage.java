package dev.passbook.proof.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Bugs with holds and reversals, planted between the service and its database. */
public final class HoldSabotage {
  private HoldSabotage() {}

  /** A capture leaves more of its hold than there is. */
  public static Interceptor ignoredRest() {
    return Sabotage.onPuts(
        call -> true,
        Call::isEvent,
        put ->
            members(put)
                .filter(event -> event.containsKey("HoldRemaining"))
                .forEach(event -> Sabotage.add(event, "HoldRemaining")));
  }

  /** No claim is ever written, so that nothing stops a second reversal. */
  public static Interceptor forgottenClaims() {
    return Sabotage.onItems(
        call -> call.puts().anyMatch(Call::isClaim),
        items -> Sabotage.removeLast(items, Call::isClaim));
  }

  /** A snapshot has no holds. */
  public static Interceptor forgottenHolds() {
    return Sabotage.onPuts(
        call -> true,
        put -> Sabotage.item(put).containsKey("Snapshot"),
        put -> Sabotage.item(put).getJsonObject("Snapshot").getJsonObject("M").remove("Holds"));
  }

  /** The lapse of a hold is recorded behind the events that it should precede. */
  public static Interceptor lapseBehind() {
    return Sabotage.onPuts(
        call -> true,
        put -> Call.isEvent(put) && isLapse(members(put).findFirst().orElseThrow()),
        put -> {
          JsonArray events = Sabotage.events(put);
          events.add(events.remove(0));
        });
  }

  private static boolean isLapse(JsonObject event) {
    return event.getJsonObject("Type").getString("S").equals("HoldExpired");
  }

  private static Stream<JsonObject> members(JsonObject put) {
    JsonArray events = Sabotage.events(put);
    return IntStream.range(0, events.size())
        .mapToObj(place -> events.getJsonObject(place).getJsonObject("M"));
  }
}
