package dev.passbook.eventstore;

import java.util.List;

/**
 * The result of a commit that did not fail.
 *
 * @param heads the state of each stream that got events, in the order of the appends; empty if
 *     nothing was applied
 * @param standing the markers that already exist under the commit's keys; then nothing was applied
 */
public record Committed<S>(List<Snapshot<S>> heads, List<Marker> standing) {

  public static <S> Committed<S> applied(List<Snapshot<S>> heads) {
    return new Committed<>(heads, List.of());
  }

  public static <S> Committed<S> rejected(List<Marker> standing) {
    return new Committed<>(List.of(), standing);
  }
}
