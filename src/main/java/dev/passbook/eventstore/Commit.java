package dev.passbook.eventstore;

import java.util.List;

/**
 * The appends, markers and claims that one or several commands write together, all or nothing. Each
 * event, marker and claim names its command.
 *
 * @param markers those that no append keeps in its own row
 */
public record Commit<S, E>(List<Append<S, E>> appends, List<Marker> markers, List<Claim> claims) {

  /** Creates a commit that claims nothing. */
  public Commit(List<Append<S, E>> appends, List<Marker> markers) {
    this(appends, markers, List.of());
  }
}
