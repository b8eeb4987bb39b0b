package dev.passbook.banking;

import dev.passbook.account.AccountEvent;
import dev.passbook.account.Holder;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.ListPlace;
import dev.passbook.eventstore.Listing;
import dev.passbook.eventstore.RecordedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Lists the accounts of a holder as they were opened. A new account may take a moment to appear.
 */
@ApplicationScoped
public class HolderAccounts {
  private final Listing<AccountEvent> listing;

  /**
   * @param next the place where the next page begins, if there is one
   */
  public record Page(List<RecordedEvent<AccountEvent>> opened, Optional<ListPlace> next) {
    static Page of(List<RecordedEvent<AccountEvent>> oneMore, int limit) {
      return oneMore.size() <= limit
          ? new Page(oneMore, Optional.empty())
          : new Page(oneMore.subList(0, limit), Optional.of(ListPlace.of(oneMore.get(limit - 1))));
    }
  }

  public HolderAccounts(Listing<AccountEvent> listing) {
    this.listing = listing;
  }

  /**
   * Returns a page of the holder's accounts.
   *
   * @param holder null without authentication, where no account has a holder
   */
  public Uni<Page> of(Holder holder, Optional<ListPlace> after, int limit, Deadline deadline) {
    return holder == null
        ? Uni.createFrom().item(new Page(List.of(), Optional.empty()))
        : listing
            .page(name(holder), after, limit + 1, deadline)
            .map(oneMore -> Page.of(oneMore, limit));
  }

  /** Returns a unique name for each holder. The tenant's length marks where the subject begins. */
  static String name(Holder holder) {
    return holder.tenant().length() + ":" + holder.tenant() + ":" + holder.subject();
  }
}
