package dev.passbook.proof.keys;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A state of the whole model.
 *
 * @param rows the rows of the stream, from version 1 on
 * @param marks the marker of each key, or null
 * @param underWay the messages that may arrive at any time
 */
record State(
    List<Row> rows,
    List<Mark> marks,
    Set<Message> underWay,
    List<Progress> attempts,
    int foreignLeft,
    boolean aged) {

  static State start(Scenario scenario) {
    return new State(
        List.of(),
        new ArrayList<>(Collections.nCopies(scenario.keys(), null)),
        Set.of(),
        scenario.attempts().stream().map(it -> Progress.start(it.commands().size())).toList(),
        scenario.foreign(),
        false);
  }

  /** Returns the row at a version, or null. */
  Row row(int version) {
    return version <= rows.size() ? rows.get(version - 1) : null;
  }

  State with(int attempt, Progress now) {
    var all = new ArrayList<>(attempts);
    all.set(attempt, now);
    return new State(rows, marks, underWay, List.copyOf(all), foreignLeft, aged);
  }

  State with(int attempt, int command, Progress.Command now) {
    return with(attempt, attempts.get(attempt).with(command, now));
  }

  /** Returns the state after a message was sent whose response never comes. */
  State sent(Message message) {
    var more = new HashSet<>(underWay);
    more.add(message);
    return new State(rows, marks, more, attempts, foreignLeft, aged);
  }

  /** Returns the state after a message has arrived, or this state if its condition fails. */
  State arrived(Message message) {
    if (message instanceof Message.RowPut put) {
      return holds(put.version()) ? plus(put.row()) : this;
    }
    if (message instanceof Message.MarkerPut put) {
      return holds(put) ? plus(put.key(), put.mark()) : this;
    }
    var both = (Message.Transaction) message;
    return marks.get(both.key()) == null && holds(both.version())
        ? plus(both.row()).plus(both.key(), both.mark())
        : this;
  }

  /** Leaves out messages whose conditions can never hold again, since nothing is ever removed. */
  State withoutDeadMessages() {
    var alive = underWay.stream().filter(this::isAlive).collect(Collectors.toSet());
    return alive.size() == underWay.size()
        ? this
        : new State(rows, marks, alive, attempts, foreignLeft, aged);
  }

  private boolean isAlive(Message message) {
    if (message instanceof Message.RowPut put) {
      return put.version() > rows.size();
    }
    if (message instanceof Message.MarkerPut put) {
      var standing = marks.get(put.key());
      return put.expected() == Protocol.ANY
          || standing == null
          || !standing.isSettled() && put.expected() >= standing.revision();
    }
    var both = (Message.Transaction) message;
    return marks.get(both.key()) == null && both.version() > rows.size();
  }

  boolean holds(int version) {
    return version == rows.size() + 1;
  }

  boolean holds(Message.MarkerPut put) {
    var standing = marks.get(put.key());
    return put.expected() == Protocol.ANY
        || (standing == null
            ? put.expected() == 0
            : put.expected() > 0 && standing.revision() == put.expected());
  }

  private State plus(Row row) {
    var more = new ArrayList<>(rows);
    more.add(row);
    return new State(List.copyOf(more), marks, underWay, attempts, foreignLeft, aged);
  }

  private State plus(int key, Mark mark) {
    var others = new ArrayList<>(marks);
    others.set(key, mark);
    return new State(rows, others, underWay, attempts, foreignLeft, aged);
  }

  State foreignRow() {
    var next = plus(Row.foreign());
    return new State(next.rows, marks, underWay, attempts, foreignLeft - 1, aged);
  }

  /** Returns the state when nothing that was under way can arrive any more. */
  State age() {
    var old = new ArrayList<Mark>();
    marks.forEach(mark -> old.add(mark == null ? null : mark.aged()));
    var ended = attempts.stream().map(it -> it.isStarted() && !it.isOver() ? it.ended() : it);
    return new State(rows, old, Set.of(), ended.toList(), foreignLeft, true);
  }
}
