package dev.passbook.integrity;

import static dev.passbook.banking.TestCommands.give;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.integrity.CheckedAccounts.set;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Holder;
import dev.passbook.banking.Caller;
import dev.passbook.banking.History;
import dev.passbook.banking.TestBank;
import dev.passbook.eventstore.UnreadableHistory;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An operator who looks for damage reaches an account whose newest state can't be read. */
class DamagedAccountsTest {
  private final CheckedAccounts accounts = new CheckedAccounts();
  private final History history = new History(accounts.store);

  @Test
  void theHolderBeforeTheDamageDecides() {
    var account = accounts.credited(3);
    accounts.bank.ask(give(account, new Holder("acme", "ada")));
    accounts.bank.ask(TestBank.credit(account, "1"));
    damage(account, 5);

    assertTrue(canRead(operatorOf("acme"), account));
    assertFalse(canRead(operatorOf("other"), account));
  }

  @Test
  void withoutAHolderBeforeTheDamageNoOperatorReachesTheAccount() {
    var account = accounts.credited(3);
    damage(account, 3);

    assertThrows(UnreadableHistory.class, () -> canRead(operatorOf("acme"), account));
  }

  private static void damage(UUID account, long version) {
    set(account, version, "Events", AttributeValue.fromS("none"));
  }

  private static Caller operatorOf(String tenant) {
    return new Caller(new Holder(tenant, "olga"), true);
  }

  private boolean canRead(Caller caller, UUID account) {
    return get(history.canReadDespiteDamage(caller, account, deadline()));
  }
}
