package dev.passbook.streaming;

import dev.passbook.account.AccountEvent;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One or more consecutive events of one account, which go to Kinesis together. Each event is a JSON
 * document on a line of its own. A line break stands between two documents and not at the end, so a
 * record of one event is that document alone.
 *
 * @param documents at least one
 */
record KinesisRecord(List<Document> documents) {
  /**
   * The most events in a record. At 25 ms for reading a page, putting it and moving the cursor,
   * this is 8,000 events a second for one account.
   */
  static final int MAX_EVENTS = 200;

  /**
   * The most bytes in a record of several events. Kinesis takes 1 MiB in a record, but only 1 MB a
   * second in a shard. With a quarter of that, the other accounts of the shard are not held up for
   * a second, and a record that Kinesis throttles costs less when it is sent again.
   */
  static final int MAX_BYTES = 256 * 1024;

  /** An event as consumers receive it. */
  record Document(RecordedEvent<AccountEvent> event, byte[] json) {}

  /**
   * Returns a record with the first of these events, as many as fit. An event that is larger than
   * {@link #MAX_BYTES} gets a record of its own.
   *
   * @param events consecutive events of one account, at least one
   * @param most the most events in the record, at least 1
   */
  static KinesisRecord ofFirst(
      List<RecordedEvent<AccountEvent>> events,
      int most,
      Function<RecordedEvent<AccountEvent>, byte[]> format) {
    var documents = new ArrayList<Document>();
    var bytes = -1;
    for (var event : events.subList(0, Math.min(most, events.size()))) {
      var document = new Document(event, format.apply(event));
      bytes += document.json().length + 1;
      if (!documents.isEmpty() && bytes > MAX_BYTES) {
        break;
      }
      documents.add(document);
    }
    return new KinesisRecord(List.copyOf(documents));
  }

  List<RecordedEvent<AccountEvent>> events() {
    return documents.stream().map(Document::event).toList();
  }

  int size() {
    return documents.size();
  }

  /** Returns the account's id, which keeps its events in one shard. */
  String partition() {
    return AccountIds.of(documents.get(0).event().stream());
  }

  long lastVersion() {
    return documents.get(size() - 1).event().version();
  }

  KinesisRecord firstHalf() {
    return new KinesisRecord(documents.subList(0, size() / 2));
  }

  KinesisRecord secondHalf() {
    return new KinesisRecord(documents.subList(size() / 2, size()));
  }

  byte[] data() {
    var lines = documents.stream().map(Document::json).toList();
    var data = new byte[lines.stream().mapToInt(line -> line.length + 1).sum() - 1];
    var end = 0;
    for (var line : lines) {
      if (end > 0) {
        data[end++] = '\n';
      }
      System.arraycopy(line, 0, data, end, line.length);
      end += line.length;
    }
    return data;
  }
}
