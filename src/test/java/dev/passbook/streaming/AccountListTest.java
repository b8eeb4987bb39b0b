package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.get;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.StreamId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Checks that each account is listed once, wherever its rows are and whichever of them are lost.
 */
class AccountListTest {
  private final StreamedTable table = StreamedTable.started();
  private final AccountList accounts = new AccountList(table.client(), table.config());

  @Test
  void eachAccountIsListedOnceWhateverTheSizeOfThePages() {
    var several = table.accountWith(5);
    var one = table.accountWith(1);
    var headless = table.accountWith(4);
    table.delete(headless, 1);
    table.put(
        Map.of("StreamId", AttributeValue.fromS("key-1"), "Version", AttributeValue.fromN("0")));
    var all = Stream.of(several, one, headless).sorted(byName()).toList();

    for (int rows = 1; rows <= 12; rows++) {
      assertEquals(all, listed(rows).stream().sorted(byName()).toList(), "pages of " + rows);
    }
  }

  private static Comparator<StreamId> byName() {
    return Comparator.comparing(StreamId::value);
  }

  private List<StreamId> listed(int rows) {
    var found = new ArrayList<StreamId>();
    var page = get(accounts.page(Optional.empty(), rows, deadline()));
    found.addAll(page.accounts());
    while (page.next().isPresent()) {
      page = get(accounts.page(page.next(), rows, deadline()));
      found.addAll(page.accounts());
    }
    return found;
  }
}
