package dev.passbook.banking;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Decision;
import dev.passbook.account.Reversal;
import dev.passbook.account.Transfer;
import dev.passbook.account.TransferLeg;
import dev.passbook.eventstore.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The commands that take movements back. Each claims the name of what it reverses, so that it
 * happens once. The event to reverse is read before the command, since it never changes.
 */
public final class ReversalCommands {
  private static final String CLAIM = "reversal-";

  private ReversalCommands() {}

  /** Takes a single movement back. */
  public record ReverseEvent(UUID account, long version, AccountEvent original, String reference)
      implements OnOneAccount {
    @Override
    public String operation() {
      return "reverse";
    }

    @Override
    public String target() {
      return account + "-" + version;
    }

    @Override
    public List<String> content() {
      return AccountCommand.content(reference);
    }

    @Override
    public Optional<String> claimedName() {
      return Optional.of(CLAIM + account + "-" + version);
    }

    @Override
    public Decision<Effect> decide(List<Snapshot<Account>> accounts, Instant at) {
      var account = accounts.get(0);
      return new Reversal(version, original, reference)
          .decide(account.state())
          .either(event -> Decision.accept(effect(event, account.version() + 1)), Decision::refuse);
    }

    private static Effect effect(AccountEvent event, long version) {
      return Effect.of(List.of(event)).claimedBy(Long.toString(version));
    }
  }

  /**
   * Takes a transfer back.
   *
   * @param original the withdrawing leg of the transfer to take back
   */
  public record ReverseTransfer(TransferId id, BalanceWithdrawn original, String reference)
      implements AccountCommand {
    @Override
    public String operation() {
      return "reverse-transfer";
    }

    @Override
    public String target() {
      return id.toString();
    }

    @Override
    public List<String> content() {
      return AccountCommand.content(reference);
    }

    /** The account that was paid to pays back. */
    @Override
    public List<UUID> accounts() {
      return List.of(original.transfer().to(), id.from());
    }

    @Override
    public Optional<String> claimedName() {
      return Optional.of(CLAIM + id);
    }

    @Override
    public Decision<Effect> decide(List<Snapshot<Account>> accounts, Instant at) {
      var from = accounts.get(0);
      var to = accounts.get(1);
      var back = new TransferId(original.transfer().to(), from.version() + 1).toString();
      var leg = new TransferLeg(back, id.from(), to.version() + 1, id.fromVersion());
      return Transfer.takeBack(from.state(), to.state(), original, reference, leg)
          .either(
              legs ->
                  Decision.accept(Effect.each(legs.withdrawal(), legs.credit()).claimedBy(back)),
              Decision::refuse);
    }
  }
}
