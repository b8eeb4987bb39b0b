package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Holder;
import dev.passbook.banking.codec.AccountCodec;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.ListPlace;
import dev.passbook.eventstore.Listing;
import dev.passbook.eventstore.Parallel;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.UnreadableHistory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lists the accounts of a holder, in the order in which they were opened. The list is eventually
 * consistent: an account that was just opened or moved may take a moment to appear. What it shows
 * of an account is consistent.
 *
 * <p>Without authentication no account has a holder. Then the list has all accounts of the local
 * table that can be read, newest first, and in production none.
 */
@ApplicationScoped
public class HolderAccounts {
  private static final int AT_ONCE = 10;

  private final Listing<AccountEvent> listing;
  private final History history;
  private final Clock clock;

  /**
   * @param next the place where the next page begins, if there is one
   */
  public record Page(List<AccountView> accounts, Optional<ListPlace> next) {
    static final Page EMPTY = new Page(List.of(), Optional.empty());
  }

  public HolderAccounts(Listing<AccountEvent> listing, History history, Clock clock) {
    this.listing = listing;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Returns a page of the holder's accounts, as far as the caller may read them.
   *
   * @param holder null without authentication, where no account has a holder
   */
  public Uni<Page> of(
      Caller caller, Holder holder, Optional<ListPlace> after, int limit, Deadline deadline) {
    var oneMore =
        holder == null
            ? listing.all(AccountIds.CATEGORY, after, limit + 1, deadline)
            : listing.page(AccountCodec.listOf(holder), after, limit + 1, deadline);
    return oneMore.chain(found -> page(caller, holder, found, limit, deadline));
  }

  private Uni<Page> page(
      Caller caller,
      Holder holder,
      List<RecordedEvent<AccountEvent>> oneMore,
      int limit,
      Deadline deadline) {
    if (oneMore.isEmpty()) {
      return Uni.createFrom().item(Page.EMPTY);
    }
    var isLast = oneMore.size() <= limit;
    var opened = isLast ? oneMore : oneMore.subList(0, limit);
    var next =
        isLast ? Optional.<ListPlace>empty() : Optional.of(ListPlace.of(oneMore.get(limit - 1)));
    var views = opened.stream().map(first -> view(caller, holder, first, deadline)).toList();
    return Parallel.all(views, AT_ONCE)
        .map(found -> new Page(found.stream().flatMap(Optional::stream).toList(), next));
  }

  /** Returns nothing for an account that has moved to another holder in the meantime. */
  private Uni<Optional<AccountView>> view(
      Caller caller, Holder holder, RecordedEvent<AccountEvent> first, Deadline deadline) {
    var account =
        history
            .now(caller, UUID.fromString(AccountIds.of(first.stream())), deadline)
            .map(
                found ->
                    found.either(Optional::of, missing -> Optional.<Snapshot<Account>>empty()));
    return holder == null
        ? account
            .map(found -> found.map(it -> AccountView.now(it, clock)))
            .onFailure(UnreadableHistory.class)
            .recoverWithItem(Optional.empty())
        : account.map(
            found ->
                found
                    .filter(it -> holder.equals(it.state().holder()))
                    .map(it -> AccountView.now(it, clock)));
  }
}
