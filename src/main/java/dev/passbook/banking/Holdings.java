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

/** Which accounts a holder has, as they were opened: a moment may pass until one is in the list. */
@ApplicationScoped
public class Holdings {
  private final Listing<AccountEvent> listing;

  /**
   * @param next where the next page begins, if there is one
   */
  public record Page(List<RecordedEvent<AccountEvent>> opened, Optional<ListPlace> next) {
    static Page of(List<RecordedEvent<AccountEvent>> oneMore, int limit) {
      return oneMore.size() <= limit
          ? new Page(oneMore, Optional.empty())
          : new Page(oneMore.subList(0, limit), Optional.of(ListPlace.of(oneMore.get(limit - 1))));
    }
  }

  public Holdings(Listing<AccountEvent> listing) {
    this.listing = listing;
  }

  /**
   * @param holder null where callers are not told apart: nobody has an account there
   */
  public Uni<Page> of(Holder holder, Optional<ListPlace> after, int limit, Deadline deadline) {
    return holder == null
        ? Uni.createFrom().item(new Page(List.of(), Optional.empty()))
        : listing
            .page(name(holder), after, limit + 1, deadline)
            .map(oneMore -> Page.of(oneMore, limit));
  }

  /** The tenant's length tells where the subject begins, so no two holders have one name. */
  static String name(Holder holder) {
    return holder.tenant().length() + ":" + holder.tenant() + ":" + holder.subject();
  }
}
