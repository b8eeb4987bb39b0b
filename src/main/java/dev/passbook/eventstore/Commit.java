package dev.passbook.eventstore;

import java.util.List;

/**
 * What one or several commands write together: all of it or nothing. Its events and markers tell
 * which command each is from.
 */
public record Commit<S, E>(List<Append<S, E>> appends, List<Marker> markers) {}
