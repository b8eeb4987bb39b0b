package dev.passbook.decider;

import dev.passbook.eventstore.Claim;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Parallel;
import dev.passbook.eventstore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Shows what a command would lead to. It passes the same guards and decisions as a real one. */
record DryRun<S, E>(EventStore<S, E> store, Clock clock) {

  Uni<CommandResponse> of(CommandExecution<S, E> execution) {
    return load(execution.command()).chain(states -> of(execution, states));
  }

  private Uni<List<Snapshot<S>>> load(Command<S, E> command) {
    var streams = command.streams().stream();
    return command.createsStream()
        ? Uni.createFrom().item(streams.map(Snapshot::<S>none).toList())
        : Parallel.all(streams.map(stream -> store.load(stream, command.deadline())).toList());
  }

  private Uni<CommandResponse> of(CommandExecution<S, E> execution, List<Snapshot<S>> states) {
    var outcome = execution.decide(states, GroupCommit.timeOf(states, clock));
    return outcome instanceof Outcome.Recorded<S, E> accepted
        ? unlessClaimed(execution, accepted)
        : ((Outcome.Unrecorded<S, E>) outcome).result().map(CommandResult::response);
  }

  private Uni<CommandResponse> unlessClaimed(
      CommandExecution<S, E> execution, Outcome.Recorded<S, E> accepted) {
    var response = Uni.createFrom().item(accepted.response());
    return accepted
        .claim()
        .map(claim -> store.findClaim(claim.name(), execution.command().deadline()))
        .map(
            standing ->
                standing.chain(
                    found ->
                        found
                            .map(claim -> refused(execution, claim, accepted.change().at()))
                            .orElse(response)))
        .orElse(response);
  }

  private Uni<CommandResponse> refused(CommandExecution<S, E> execution, Claim claim, Instant at) {
    return execution.claimed(claim, at).map(CommandResult::response);
  }
}
