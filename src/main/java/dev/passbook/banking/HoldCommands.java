package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Amount;
import dev.passbook.account.Decision;
import dev.passbook.account.HoldDecisions;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The commands on holds. A capture is a withdrawal or a transfer that names its hold. */
public final class HoldCommands {
  private HoldCommands() {}

  /** How long holds last that say nothing, and how many an account may have at once. */
  public record Terms(Duration expiry, int most) {}

  /**
   * Reserves an amount.
   *
   * @param expiresAt empty for the usual time
   */
  public record PlaceHold(
      UUID account, Amount amount, Optional<Instant> expiresAt, String reference, Terms terms)
      implements OnOneAccount.WithOneEvent {
    @Override
    public String operation() {
      return "hold";
    }

    /** Leaves a default expiry out, so that a retry has the same content. */
    @Override
    public List<String> content() {
      return AccountCommand.content(
          amount.value().toPlainString(), expiresAt.map(Timestamp::format).orElse(null), reference);
    }

    /**
     * Checks the expiry at the time of the decision. A retry of a request that placed a hold may
     * come after its expiry, and must not be refused before its key was looked for.
     */
    @Override
    public Decision<AccountEvent> decide(Snapshot<Account> account, Instant at) {
      var expiry = expiresAt.orElseGet(() -> at.plus(terms.expiry()));
      var wish =
          new HoldDecisions.Wish(account.version() + 1, amount, expiry, reference, terms.most());
      return HoldDecisions.flawOf(expiry, at)
          .<Decision<AccountEvent>>map(Decision::refuse)
          .orElseGet(() -> HoldDecisions.place(account.state(), wish));
    }
  }

  /** Gives back what a hold still reserves. */
  public record ReleaseHold(UUID account, long version) implements OnOneAccount.WithOneEvent {
    @Override
    public String operation() {
      return "release";
    }

    @Override
    public String target() {
      return account + "-" + version;
    }

    @Override
    public List<String> content() {
      return List.of();
    }

    @Override
    public Optional<Long> hold() {
      return Optional.of(version);
    }

    @Override
    public Decision<AccountEvent> decide(Snapshot<Account> account, Instant at) {
      return HoldDecisions.release(account.state(), version);
    }
  }
}
