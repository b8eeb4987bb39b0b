package dev.passbook.integrity;

import static dev.passbook.integrity.CheckedAccounts.changeEvent;
import static dev.passbook.integrity.CheckedAccounts.row;
import static dev.passbook.integrity.CheckedAccounts.set;
import static dev.passbook.integrity.CheckedAccounts.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.passbook.banking.TestBank;
import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.dynamodb.TestChains;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A chain that was removed, damaged or computed anew is found and named with its version. */
class TamperedChainsTest {
  private final CheckedAccounts accounts = new CheckedAccounts();

  @Test
  void aChainThatWasComputedAnewForOneRowOnly() {
    var account = accounts.credited(15);
    changeEvent(account, 5, with("Reference", AttributeValue.fromS("forged")));
    var previous = Chain.of(row(account, 4).get("Chain").b().asByteArray());
    var forged = TestChains.of(row(account, 5), previous);
    set(account, 5, "Chain", AttributeValue.fromB(SdkBytes.fromByteArray(forged.bytes())));

    accounts.assertFound(account, 6);
    accounts.assertFirst(
        "The row's chain does not follow from its content and from the row before", account);
  }

  @Test
  void aRemovedChain() {
    var account = accounts.credited(15);
    set(account, 5, "Chain", null);

    accounts.assertFound(account, 5);
    accounts.assertFirst("The row has no chain, although an earlier row has one", account);
  }

  @Test
  void aRemovedChainAtTheBeginning() {
    var account = accounts.credited(15);
    set(account, 1, "Chain", null);
    set(account, 2, "Chain", null);

    accounts.assertFound(account, 1);
    accounts.assertFirst("The row has lost its chain, which a later row continues", account);
  }

  @Test
  void aRemovedChainAtTheHead() {
    var account = accounts.credited(5);
    set(account, 5, "Chain", null);

    accounts.assertFound(account, 5);
    assertNull(accounts.report(account).chain());
  }

  @Test
  void whatAWriterAddedAfterTheDamageDoesNotHideIt() {
    var account = accounts.credited(5);
    set(account, 5, "Chain", null);
    new CheckedAccounts().bank.ask(TestBank.credit(account, "1"));

    accounts.assertFound(account, 5);
  }

  @Test
  void aDamagedChain() {
    var account = accounts.credited(5);
    set(account, 3, "Chain", AttributeValue.fromS("none"));

    accounts.assertFound(account, 3);
  }

  @Test
  void aCheckThatBeginsAfterAnUnreadableRowDoesNotBlameTheNextRow() {
    var account = accounts.credited(15);
    set(account, 5, "Events", AttributeValue.fromS("none"));

    var findings = accounts.report(account, 5).findings();

    assertEquals(List.of(5L), findings.stream().map(Finding::version).toList());
  }
}
