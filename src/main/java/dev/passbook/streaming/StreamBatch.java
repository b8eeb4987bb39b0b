package dev.passbook.streaming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.passbook.eventstore.StreamId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A batch of records of the table's stream, as Lambda passes it on, and its response. */
public final class StreamBatch {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<JsonNode> records;

  private StreamBatch(List<JsonNode> records) {
    this.records = records;
  }

  /**
   * Parses the event of a Lambda invocation.
   *
   * @throws IOException when it is no batch of a table's stream
   */
  public static StreamBatch read(InputStream event) throws IOException {
    var records = JSON.readTree(event).path("Records");
    if (!records.isArray()) {
      throw new IOException("no Records in the event");
    }
    return new StreamBatch(StreamSupport.stream(records.spliterator(), false).toList());
  }

  public Set<StreamId> accounts() {
    return records.stream()
        .flatMap(each -> hint(each).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns the response that makes Lambda retry the records of these accounts. An empty set means
   * that everything is done.
   */
  public byte[] answer(Set<StreamId> unfinished) throws IOException {
    var response = JSON.createObjectNode();
    var failures = response.putArray("batchItemFailures");
    records.stream()
        .filter(each -> hint(each).filter(unfinished::contains).isPresent())
        .map(each -> each.at("/dynamodb/SequenceNumber").asText())
        .forEach(number -> failures.addObject().put("itemIdentifier", number));
    return JSON.writeValueAsBytes(response);
  }

  private static Optional<StreamId> hint(JsonNode each) {
    var streamId = each.at("/dynamodb/Keys/StreamId/S").asText();
    return Hints.of(each.path("eventName").asText(), streamId);
  }
}
