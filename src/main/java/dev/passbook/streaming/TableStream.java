package dev.passbook.streaming;

import dev.passbook.eventstore.Loop;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.calls.CallFailure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsAsyncClient;

/**
 * Reads the table's stream in one process, each shard from its oldest record.
 *
 * <p>It keeps no checkpoints. After a restart it reads hints again, and a hint to an account
 * without new events costs only two small reads. For the same reason, it need not read a shard
 * before those that follow it.
 */
final class TableStream {
  private static final Logger LOG = Logger.getLogger(TableStream.class);

  /** The number of polls after which the shards are listed again. A new shard waits for so long. */
  private static final int POLLS_PER_LISTING = 20;

  private final DynamoDbAsyncClient tables;
  private final DynamoDbStreamsAsyncClient streams;
  private final String table;
  private final Consumer<String> begun;
  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private volatile String arn;
  private volatile int polls;

  /**
   * Where a shard is read next.
   *
   * @param iterator null if one must be fetched
   * @param last the sequence number that was read last, or null
   * @param ended whether the shard has no more records
   */
  private record Place(String iterator, String last, boolean ended) {
    static Place oldest() {
      return new Place(null, null, false);
    }

    Place withoutIterator() {
      return new Place(null, last, false);
    }
  }

  /**
   * Creates a reader of the table's stream.
   *
   * @param begun receives the ARN of each stream that it begins to follow
   */
  TableStream(
      DynamoDbAsyncClient tables,
      DynamoDbStreamsAsyncClient streams,
      String table,
      Consumer<String> begun) {
    this.tables = tables;
    this.streams = streams;
    this.table = table;
    this.begun = begun;
  }

  /** Returns the accounts in the records since the last call. */
  Uni<Set<StreamId>> look() {
    return (polls++ % POLLS_PER_LISTING == 0 ? list() : Uni.createFrom().voidItem())
        .onItem()
        .transformToMulti(listed -> Multi.createFrom().iterable(open()))
        .onItem()
        .transformToUniAndMerge(this::read)
        .collect()
        .with(Collectors.flatMapping(List::stream, Collectors.toSet()));
  }

  private List<String> open() {
    return places.entrySet().stream()
        .filter(place -> !place.getValue().ended())
        .map(Map.Entry::getKey)
        .toList();
  }

  private Uni<Void> list() {
    return latestArn()
        .invoke(this::follow)
        .chain(this::shards)
        .invoke(this::take)
        .replaceWithVoid();
  }

  /**
   * Reads the ARN at each listing, since a stream that is switched off and on again gets another
   * one.
   */
  private Uni<String> latestArn() {
    return Uni.createFrom()
        .completionStage(() -> tables.describeTable(d -> d.tableName(table)))
        .map(response -> response.table().latestStreamArn())
        .onItem()
        .ifNull()
        .failWith(() -> new IllegalStateException("Table " + table + " has no stream"));
  }

  private void follow(String latest) {
    if (latest.equals(arn)) {
      return;
    }
    if (arn != null) {
      LOG.warnf("The table has another stream: %s is followed instead of %s", latest, arn);
    }
    places.clear();
    arn = latest;
    begun.accept(latest);
  }

  /**
   * The shards listed so far.
   *
   * @param next the shard after which the next page begins; null after the last page
   */
  private record Shards(List<String> found, String next, boolean isFirst) {
    boolean areAll() {
      return next == null && !isFirst;
    }
  }

  private Uni<List<String>> shards(String stream) {
    return Loop.until(
            Shards::areAll,
            new Shards(new ArrayList<>(), null, true),
            shards -> more(stream, shards))
        .map(Shards::found);
  }

  private Uni<Shards> more(String stream, Shards shards) {
    return Uni.createFrom()
        .completionStage(
            () ->
                streams.describeStream(
                    d -> d.streamArn(stream).exclusiveStartShardId(shards.next())))
        .invoke(page -> shards.found().addAll(shards(page)))
        .map(page -> page.streamDescription().lastEvaluatedShardId())
        .map(next -> new Shards(shards.found(), next, false));
  }

  private static List<String> shards(DescribeStreamResponse page) {
    return page.streamDescription().shards().stream().map(Shard::shardId).toList();
  }

  private void take(List<String> shards) {
    shards.forEach(shard -> places.putIfAbsent(shard, Place.oldest()));
    places.keySet().retainAll(new HashSet<>(shards));
    failures.keySet().retainAll(new HashSet<>(shards));
  }

  private Uni<List<StreamId>> read(String shard) {
    var place = places.getOrDefault(shard, Place.oldest());
    return iterator(shard, place)
        .chain(
            iterator ->
                Uni.createFrom()
                    .completionStage(() -> streams.getRecords(g -> g.shardIterator(iterator))))
        .map(response -> taken(shard, place, response))
        .onFailure(TableStream::iteratorIsSpent)
        .recoverWithItem(() -> startAgain(shard, place))
        .onFailure()
        .recoverWithItem(failure -> skip(shard, failure));
  }

  private Uni<String> iterator(String shard, Place place) {
    if (place.iterator() != null) {
      return Uni.createFrom().item(place.iterator());
    }
    var type =
        place.last() == null
            ? ShardIteratorType.TRIM_HORIZON
            : ShardIteratorType.AFTER_SEQUENCE_NUMBER;
    return Uni.createFrom()
        .completionStage(
            () ->
                streams.getShardIterator(
                    g ->
                        g.streamArn(arn)
                            .shardId(shard)
                            .shardIteratorType(type)
                            .sequenceNumber(place.last())))
        .map(response -> response.shardIterator());
  }

  boolean isRead() {
    return failures.isEmpty();
  }

  private List<StreamId> taken(String shard, Place before, GetRecordsResponse response) {
    var records = response.records();
    var last =
        records.isEmpty()
            ? before.last()
            : records.get(records.size() - 1).dynamodb().sequenceNumber();
    var next = response.nextShardIterator();
    places.put(shard, new Place(next, last, next == null));
    failures.remove(shard);
    return records.stream().map(TableStream::hint).flatMap(Optional::stream).toList();
  }

  private static Optional<StreamId> hint(Record change) {
    return Hints.of(change.eventNameAsString(), change.dynamodb().keys().get("StreamId").s());
  }

  private static boolean iteratorIsSpent(Throwable failure) {
    return failure instanceof ExpiredIteratorException
        || failure instanceof TrimmedDataAccessException;
  }

  /**
   * Logs a failure once while it lasts. The next poll reads the shard from the same place, and the
   * other shards' hints are not lost.
   */
  private List<StreamId> skip(String shard, Throwable failure) {
    var reason = CallFailure.of(failure).reason();
    if (!reason.equals(failures.put(shard, reason))) {
      LOG.warnf("Shard %s of the table's stream is not read for now: %s", shard, reason);
    }
    return List.of();
  }

  /** Trimmed records can't be read any more, so the shard is read from the oldest one left. */
  private List<StreamId> startAgain(String shard, Place place) {
    places.put(shard, place.iterator() == null ? Place.oldest() : place.withoutIterator());
    return List.of();
  }
}
