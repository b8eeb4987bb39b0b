package dev.passbook.banking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.passbook.account.Account;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StreamId;
import java.util.List;
import java.util.Optional;

/**
 * The accounts' newest states, as this process last wrote or read them. A head saves the read
 * before a write, which is made on the condition that the head is still the newest; it is never
 * itself an answer.
 *
 * <p>A head that was stale has cost a write and a read. From then on the account is read before
 * each write, until some reads in a row have found it as this process left it.
 */
final class Heads {
  private static final int READS_TO_PROVE_STABLE = 3;

  private final Cache<StreamId, Head> heads;

  /**
   * @param readsToGo how many reads must still find the account like this before the head is used
   */
  private record Head(Snapshot<Account> state, int readsToGo) {}

  Heads(int most) {
    heads = Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
  }

  /** All of the heads, or nothing if one of them is not known or not stable. */
  Optional<List<Snapshot<Account>>> known(List<StreamId> streams) {
    var known =
        streams.stream()
            .map(heads::getIfPresent)
            .filter(head -> head != null && head.readsToGo() == 0)
            .map(Head::state)
            .toList();
    return known.size() == streams.size() ? Optional.of(known) : Optional.empty();
  }

  /** This process has brought the accounts there. */
  void written(List<Snapshot<Account>> states) {
    states.forEach(state -> heads.put(state.stream(), new Head(state, readsToGo(state))));
  }

  private int readsToGo(Snapshot<Account> state) {
    var head = heads.getIfPresent(state.stream());
    return head == null ? 0 : head.readsToGo();
  }

  /** The accounts were found there. */
  void read(List<Snapshot<Account>> states) {
    states.stream().filter(Snapshot::exists).forEach(this::read);
  }

  private void read(Snapshot<Account> state) {
    var head = heads.getIfPresent(state.stream());
    var asLeft = head == null || head.state().version() == state.version();
    var readsToGo = asLeft ? Math.max(0, readsToGo(state) - 1) : READS_TO_PROVE_STABLE;
    heads.put(state.stream(), new Head(state, readsToGo));
  }

  /** A write on the accounts' heads lost the race; which of them was stale is not told. */
  void doubt(List<Snapshot<Account>> states) {
    states.forEach(state -> heads.put(state.stream(), new Head(state, READS_TO_PROVE_STABLE)));
  }

  /** Nobody here knows where the accounts are. */
  void forget(List<StreamId> streams) {
    heads.invalidateAll(streams);
  }
}
