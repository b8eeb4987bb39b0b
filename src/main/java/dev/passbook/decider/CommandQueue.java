package dev.passbook.decider;

import dev.passbook.eventstore.StreamId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The commands that wait for the same streams, in the order in which they came. */
final class CommandQueue<S, E> {
  /** A longer queue would hardly be served in time, so one more command is refused at once. */
  private static final int LONGEST = 256;

  /** A transaction takes 100 items. With fewer of them, a single key fails the batch less often. */
  private static final int MOST_KEYED = 24;

  /** The most bytes that a row should hold, since a balance reads up to ten of them. */
  private static final int LARGEST_ROW = 4_096;

  /** The bytes of a row beside its events, a snapshot included. */
  private static final int REST_OF_ROW = 512;

  private final List<StreamId> streams;
  private final Deque<PendingCommand<S, E>> waiting = new ArrayDeque<>();

  CommandQueue(PendingCommand<S, E> first) {
    streams = first.streams();
    waiting.add(first);
  }

  List<StreamId> streams() {
    return streams;
  }

  /** Adds a command, or refuses it if too many wait before it. */
  synchronized CommandQueue<S, E> add(PendingCommand<S, E> command) {
    if (waiting.size() < LONGEST) {
      waiting.add(command);
    } else {
      command.shed();
    }
    return this;
  }

  /** Puts the commands of a batch that still wait in front again, in their order. */
  synchronized void putBack(List<PendingCommand<S, E>> batch) {
    for (var each = batch.listIterator(batch.size()); each.hasPrevious(); ) {
      var command = each.previous();
      if (command.isWaiting()) {
        waiting.addFirst(command);
      }
    }
  }

  /** Returns the command that waits longest. */
  synchronized Optional<PendingCommand<S, E>> first() {
    return Optional.ofNullable(waiting.peek());
  }

  synchronized boolean isEmpty() {
    return waiting.isEmpty();
  }

  synchronized int depth() {
    return waiting.size();
  }

  /**
   * Takes the next batch: as many commands as fit in a row and a transaction. Of two commands with
   * one key or one claim the later one waits, so that it finds what the earlier one left. A command
   * that gave up is left out.
   */
  synchronized List<PendingCommand<S, E>> takeBatch() {
    var batch = new ArrayList<PendingCommand<S, E>>();
    var keys = new HashSet<String>();
    var size = REST_OF_ROW;
    for (var each = waiting.iterator(); each.hasNext(); ) {
      var command = each.next();
      if (!batch.isEmpty() && !fits(command, batch, size, keys.size())) {
        break;
      }
      if (isNameTaken(keys, command)) {
        continue;
      }
      each.remove();
      if (command.joinBatch()) {
        batch.add(command);
        size += command.size();
      }
    }
    if (batch.size() == 1) {
      batch.get(0).markAlone();
    }
    return batch;
  }

  /** A command that creates its stream is decided on no state, so it is alone in its batch. */
  private static boolean fits(
      PendingCommand<?, ?> command,
      List<? extends PendingCommand<?, ?>> batch,
      int size,
      int keys) {
    var isAlone = command.createsStream() || batch.get(0).createsStream();
    return !isAlone && size + command.size() <= LARGEST_ROW && keys < MOST_KEYED;
  }

  private static boolean isNameTaken(Set<String> names, PendingCommand<?, ?> command) {
    var wanted = Stream.of(command.markerKey(), command.claimedName()).flatMap(Optional::stream);
    return !wanted.allMatch(names::add);
  }
}
