package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.commit;
import static dev.passbook.eventstore.Tallies.deadline;
import static dev.passbook.eventstore.Tallies.fill;
import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.eventstore.Tallies.keyed;
import static dev.passbook.eventstore.Tallies.load;
import static dev.passbook.eventstore.Tallies.newStream;
import static dev.passbook.eventstore.Tallies.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.eventstore.Commit;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.eventstore.StoreUnavailable;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tally;
import dev.passbook.eventstore.Tally.Counted;
import dev.passbook.eventstore.VersionConflict;
import dev.passbook.eventstore.dynamodb.calls.MeteredClient;
import dev.passbook.eventstore.dynamodb.calls.StoreMetrics.Settlement;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Checks that the store reports each thing to its metrics once, and correctly. */
class StoreMetricsTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final URI CLOSED_PORT = URI.create("http://localhost:1");

  private final NotedFigures noted = new NotedFigures();
  private final ScriptedClient scripted = new ScriptedClient(TestTable.client());
  private final EventStore<Tally, Counted> store = storeOver(scripted, 1);
  private final StreamId stream = newStream();

  private EventStore<Tally, Counted> storeOver(DynamoDbAsyncClient client, int schema) {
    return new DynamoDbEventStore<>(client, TestTable.config(10), new Tally.Codec(schema), noted);
  }

  private Commit<Tally, Counted> first() {
    return commit(Snapshot.none(stream), UUID.randomUUID().toString(), 1);
  }

  @Test
  void anAppliedCommitIsReported() {
    get(store.commit(first(), deadline()));

    assertEquals(List.of(Settlement.APPLIED), noted.settlements);
  }

  @Test
  void aWriteWithALostResponseIsRecognised() {
    scripted.nextWrites(Fault.answerLost());

    get(store.commit(first(), deadline()));

    assertEquals(List.of(Settlement.RECOGNISED), noted.settlements);
  }

  @Test
  void aVersionConflictIsReported() {
    get(store.commit(first(), deadline()));

    assertThrows(VersionConflict.class, () -> get(store.commit(first(), deadline())));

    assertEquals(List.of(Settlement.APPLIED, Settlement.RACE_LOST), noted.settlements);
  }

  @Test
  void aUsedKeyIsReported() {
    var key = UUID.randomUUID().toString();
    get(store.commit(keyed(Snapshot.none(stream), "one", key, 1), deadline()));

    get(store.commit(keyed(Snapshot.none(newStream()), "two", key, 1), deadline()));

    assertEquals(List.of(Settlement.APPLIED, Settlement.KEY_USED), noted.settlements);
  }

  @Test
  void theOutcomeIsUnknownOnlyIfTheWriteMayHaveArrived() {
    BooleanSupplier wasSent = () -> !scripted.takeSent().isEmpty();
    scripted.everyWrite(Fault.requestLost());
    assertEquals(List.of(Settlement.UNKNOWN), failing(scripted, wasSent));
    scripted.everyWrite(Fault.throttled());
    assertEquals(List.of(Settlement.NOT_APPLIED), failing(scripted, wasSent));
  }

  /**
   * Returns the settlements of a commit whose budget ends on failures. It tries a longer budget if
   * there were too few.
   */
  private List<Settlement> failing(DynamoDbAsyncClient client, BooleanSupplier enough) {
    var budget = SHORT;
    do {
      noted.calls.clear();
      noted.settlements.clear();
      failing(client, Deadline.in(budget));
      budget = budget.multipliedBy(2);
    } while (!enough.getAsBoolean() && budget.compareTo(LONG) < 0);
    return List.copyOf(noted.settlements);
  }

  private void failing(DynamoDbAsyncClient client, Deadline deadline) {
    var commit = commit(Snapshot.none(newStream()), UUID.randomUUID().toString(), 1);
    assertThrows(StoreUnavailable.class, () -> get(storeOver(client, 1).commit(commit, deadline)));
  }

  @Test
  void aLongReadAndItsSnapshotRepairAreReported() {
    fill(store, stream, rows(25, 1));
    load(store, stream);
    assertEquals(0, noted.readsFurtherBack);

    load(storeOver(scripted, 2), stream);
    assertEquals(1, noted.readsFurtherBack);
    assertEquals(1, noted.mendings);

    scripted.everyWrite(Fault.throttled());
    load(storeOver(scripted, 3), stream);
    assertEquals(2, noted.readsFurtherBack);
    assertEquals(1, noted.mendings);
  }

  @Test
  void everyCallIsReportedWithItsOperationAndUnits() {
    TestTable.client();
    try (var client = metered(DynamoDbLocalResource.endpoint(), MeteredClient.credentials())) {
      var metered = storeOver(client, 1);
      get(metered.commit(first(), deadline()));
      load(metered, stream);
      assertThrows(VersionConflict.class, () -> get(metered.commit(first(), deadline())));
    }

    assertEquals(
        List.of("PutItem null 1.0", "Query null 1.0", "PutItem refused 0.0"),
        noted.calls.stream()
            .map(c -> c.operation() + " " + c.failure() + " " + c.units())
            .toList());
    assertTrue(noted.calls.stream().allMatch(call -> call.nanoseconds() > 0 && !call.again()));
  }

  @Test
  void aRetryIsReported() {
    try (var client = metered(CLOSED_PORT, AnonymousCredentialsProvider.create())) {
      failing(client, () -> noted.calls.size() > 2);
    }

    assertTrue(noted.calls.size() > 2, noted.calls::toString);
    assertEquals("not_applied", noted.calls.get(0).failure());
    assertEquals(1, noted.calls.stream().filter(call -> !call.again()).count());
  }

  private DynamoDbAsyncClient metered(URI endpoint, AwsCredentialsProvider credentials) {
    return MeteredClient.of(endpoint, credentials, noted);
  }
}
