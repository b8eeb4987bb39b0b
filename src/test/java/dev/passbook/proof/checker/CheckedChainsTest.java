package dev.passbook.proof.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.dynamodb.GoldenRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The checker computes chains itself, and finds every row that does not follow. */
class CheckedChainsTest {
  private static List<Rule> broken(Map<String, AttributeValue> row) {
    Run run = new Run(List.of(), StoredItems.table(List.of(row)));
    new ChainRules(run).check();
    return run.violations().stream().map(Violation::rule).toList();
  }

  private static Map<String, AttributeValue> opened(String type) {
    return new HashMap<>(GoldenRows.chained("account-created" + type));
  }

  private static void assertBroken(String name, AttributeValue value) {
    Map<String, AttributeValue> row = opened("");
    if (value == null) {
      row.remove(name);
    } else {
      row.put(name, value);
    }
    assertEquals(List.of(Rule.EVERY_ROW_FOLLOWS_ON_THE_CHAIN), broken(row));
  }

  @Test
  void aFirstRowFollowsOnTheStreamsId() {
    for (String type : List.of("", "-for-a-holder", "-for-nobody")) {
      assertEquals(List.of(), broken(opened(type)));
    }
  }

  @Test
  void aChangedRowIsFound() {
    assertBroken("At", AttributeValue.fromS("2026-01-31T12:00:00.251Z"));
    assertBroken("Version", AttributeValue.fromN("2"));
    assertBroken("Events", GoldenRows.chained("account-created-for-nobody").get("Events"));
    assertBroken("Chain", GoldenRows.chained("account-created-for-nobody").get("Chain"));
  }

  @Test
  void aRowWithoutAChainIsFound() {
    assertBroken("Chain", null);
  }

  @Test
  void whatMayBeReplacedDoesNotCount() {
    Map<String, AttributeValue> row = opened("-for-a-holder");
    row.put("ListedUnder", AttributeValue.fromS("another list"));

    assertEquals(List.of(), broken(row));
  }
}
