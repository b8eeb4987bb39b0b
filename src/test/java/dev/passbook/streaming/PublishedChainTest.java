package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.streaming.StreamedTable.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The relay and a replay publish the chain of each row with the row's last event. */
class PublishedChainTest {
  private static final StreamedTable TABLE = StreamedTable.started();

  private final InMemoryKinesis kinesis = new InMemoryKinesis();

  private String recorded(StreamId account, long version) {
    return HexFormat.of()
        .formatHex(TABLE.row(account.value(), version).get("Chain").b().asByteArray());
  }

  private List<String> published(StreamId account) {
    return kinesis.events().stream()
        .filter(record -> record.partition().equals(id(account)))
        .map(record -> record.event().path("chain").asText("none"))
        .toList();
  }

  @Test
  void theLastEventOfEachRowCarriesIt() {
    var account = TABLE.accountWith(1);
    TABLE.addRow(account, 3);
    TABLE.addRow(account, 1);
    var expected =
        List.of(recorded(account, 1), "none", "none", recorded(account, 2), recorded(account, 5));

    get(
        TABLE
            .relay(kinesis, "events", new SimpleMeterRegistry())
            .catchUp(account, Deadline.in(Duration.ofSeconds(20))));
    assertEquals(expected, published(account));

    var replay =
        new Replay(
            TABLE.store(),
            new KinesisPublisher(kinesis, "events"),
            Timeline.FIRST,
            "again",
            1_000,
            () -> {});
    get(replay.of(List.of(account), Replay.version(1)));
    assertEquals(Stream.concat(expected.stream(), expected.stream()).toList(), published(account));
  }
}
