package dev.passbook.eventstore;

import java.util.List;
import java.util.Optional;

/** What one command writes: all of it or nothing. */
public record Commit<S, E>(String commandId, List<Append<S, E>> appends, Optional<Marker> marker) {}
