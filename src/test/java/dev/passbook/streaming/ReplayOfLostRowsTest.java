package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.streaming.StreamedTable.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a replay reports a missing row, wherever in a page it is. */
class ReplayOfLostRowsTest {
  private static final int EVENTS = 220;

  private final StreamedTable table = StreamedTable.started();
  private final InMemoryKinesis stream = new InMemoryKinesis();
  private final Logger logger = Logger.getLogger(Replay.class.getName());
  private final Lines lines = new Lines();

  private static final class Lines extends Handler {
    private final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      texts.add(line.getMessage() + " " + List.of(orNone(line.getParameters())));
    }

    private static Object[] orNone(Object[] parameters) {
      return parameters == null ? new Object[0] : parameters;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    logger.addHandler(lines);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(lines);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 199, 200, 201})
  void aMissingRowIsReportedAndNotTakenForTheEnd(long lost) {
    var account = StreamedTable.account();
    table.fill(account, IntStream.generate(() -> 1).limit(EVENTS).toArray());
    table.delete(account, lost);
    var replay =
        new Replay(
            table.store(),
            new KinesisPublisher(stream, "events"),
            Timeline.FIRST,
            "again",
            100_000,
            () -> {});

    get(replay.of(List.of(account), Replay.version(1)));

    assertEquals(
        LongStream.range(1, lost).boxed().toList(),
        Published.sequences(stream.events(), id(account)));
    assertTrue(lines.texts.toString().contains("not replayed to its end"), lines.texts::toString);
    assertTrue(lines.texts.toString().contains("version " + lost), lines.texts::toString);
  }
}
