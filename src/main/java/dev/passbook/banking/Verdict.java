package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Marker;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** What a command came to on a state of its accounts. */
sealed interface Verdict {

  /**
   * There is something to record.
   *
   * @param events one for each of the command's accounts, in their order
   * @param after each account's state after its event
   * @param answer true once the events are recorded
   */
  record Recorded(
      List<RecordedEvent<AccountEvent>> events,
      List<Snapshot<Account>> after,
      Answer answer,
      Optional<Marker> marker)
      implements Verdict {}

  /**
   * Nothing of it is recorded in an account.
   *
   * @param reply true if the state that it rests on was
   */
  record Unrecorded(Uni<Reply> reply) implements Verdict {}
}
