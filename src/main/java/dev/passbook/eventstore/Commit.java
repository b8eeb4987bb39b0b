package dev.passbook.eventstore;

import java.util.List;

/**
 * The appends and markers that one or several commands write together, all or nothing. Each event
 * and marker names its command.
 */
public record Commit<S, E>(List<Append<S, E>> appends, List<Marker> markers) {}
