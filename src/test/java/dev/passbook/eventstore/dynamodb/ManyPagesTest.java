package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.append;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.dynamodb.table.Attributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Checks that a stream may take any number of pages, even from a database that completes at once.
 */
@Timeout(600)
class ManyPagesTest {
  private static final int ROWS = 20_100;

  private final StreamId stream = newStream();
  private final OneRowAPage database = new OneRowAPage(stream);
  private final EventStore<Tally, Counted> store = TestTable.tallies(database, 10, 1);

  private static Deadline deadline() {
    return Deadline.in(Duration.ofMinutes(1));
  }

  @Test
  void aForwardRead() {
    assertEquals(ROWS, get(store.readForward(stream, 0, ROWS, deadline())).size());
    assertEquals(ROWS, database.calls.get());
  }

  @Test
  void aBackwardRead() {
    assertEquals(ROWS, get(store.readBackward(stream, ROWS + 1, ROWS, deadline())).size());
  }

  /** The rows have no snapshot, so the backward read ends at the first one. */
  @Test
  void theCurrentState() {
    assertEquals(state(stream, ROWS), load(store, stream));
  }

  @Test
  void theStateAtAVersion() {
    assertEquals(state(stream, ROWS - 5), get(store.loadVersion(stream, ROWS - 5, deadline())));
  }

  /** A client whose pages each hold one row, as if a row filled 1 MB. */
  private static final class OneRowAPage implements DynamoDbAsyncClient {
    private final RowFormat<Tally, Counted> format =
        new RowFormat<>(new Tally.Codec(1), TestTable.config(Integer.MAX_VALUE));
    private final AtomicInteger calls = new AtomicInteger();
    private final StreamId stream;

    OneRowAPage(StreamId stream) {
      this.stream = stream;
    }

    @Override
    public CompletableFuture<QueryResponse> query(QueryRequest query) {
      calls.incrementAndGet();
      var from = number(query.expressionAttributeValues().get(":from"));
      var to = Math.min(ROWS, number(query.expressionAttributeValues().get(":to")));
      var version = next(query, from, to);
      return CompletableFuture.completedFuture(
          version < from || version > to
              ? QueryResponse.builder().items(List.of()).count(0).build()
              : page(version));
    }

    private static long next(QueryRequest query, long from, long to) {
      var step = query.scanIndexForward() ? 1 : -1;
      var start = query.scanIndexForward() ? from : to;
      return query.hasExclusiveStartKey()
          ? number(query.exclusiveStartKey().get(Attributes.VERSION)) + step
          : start;
    }

    private QueryResponse page(long version) {
      var row = format.write(append(state(stream, version - 1), "command", null, 1)).item();
      return QueryResponse.builder()
          .items(List.of(row))
          .count(1)
          .lastEvaluatedKey(Map.of(Attributes.VERSION, row.get(Attributes.VERSION)))
          .build();
    }

    private static long number(AttributeValue value) {
      return Long.parseLong(value.n());
    }

    @Override
    public CompletableFuture<UpdateItemResponse> updateItem(UpdateItemRequest mend) {
      return CompletableFuture.completedFuture(UpdateItemResponse.builder().build());
    }

    @Override
    public String serviceName() {
      return "dynamodb";
    }

    @Override
    public void close() {}
  }
}
