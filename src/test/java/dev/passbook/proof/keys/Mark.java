package dev.passbook.proof.keys;

import java.util.ArrayList;
import java.util.List;

/**
 * The marker of a key.
 *
 * @param version the version of the row for which the marker is pending; zero if it is settled
 * @param revision one more with each change; zero if it is settled
 * @param old whether it was written so long ago that no message of its time can still arrive
 * @param answers the candidates' answers, or the one answer of a settled marker
 */
record Mark(int version, int revision, boolean old, List<Answer> answers) {

  static Mark settled(Answer answer) {
    return new Mark(0, 0, false, List.of(answer));
  }

  static Mark pending(int version, int revision, Answer only) {
    return new Mark(version, revision, false, List.of(only));
  }

  boolean isSettled() {
    return version == 0;
  }

  /** Returns the marker with a further candidate, which replaces one of the same command. */
  Mark with(Answer candidate) {
    var all = new ArrayList<>(answers);
    all.removeIf(each -> each.isOf(candidate.attempt(), candidate.command()));
    all.add(candidate);
    return new Mark(version, revision + 1, false, List.copyOf(all));
  }

  Mark aged() {
    return new Mark(version, revision, true, answers);
  }
}
