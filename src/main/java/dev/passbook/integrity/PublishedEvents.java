package dev.passbook.integrity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.passbook.banking.AccountIds;
import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.StreamId;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;

/**
 * A copy of the domain events that the table's owner can't change: the data lake, or an export. Of
 * each account it keeps only the newest event and the newest chain, which stands for all events
 * before it.
 */
public final class PublishedEvents {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Map<StreamId, PublishedHead> heads = new ConcurrentHashMap<>();

  private PublishedEvents() {}

  public static PublishedEvents none() {
    return new PublishedEvents();
  }

  /**
   * Reads all files in the folder {@code events}: domain events in JSON, one a line, also
   * compressed with gzip. It blocks.
   *
   * @throws IllegalArgumentException if there is no such folder, or a line is no domain event
   * @throws UncheckedIOException if a file can't be read
   */
  public static PublishedEvents read(Path folder) {
    var events = folder.resolve("events");
    if (!Files.isDirectory(events)) {
      throw new IllegalArgumentException("there is no folder " + events);
    }
    var published = new PublishedEvents();
    try (var files = Files.walk(events)) {
      files.filter(Files::isRegularFile).forEach(published::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return published;
  }

  /** Returns what is known of an account, and forgets it. */
  Optional<PublishedHead> take(StreamId stream) {
    return Optional.ofNullable(heads.remove(stream));
  }

  /** Returns the accounts that were not taken. */
  List<StreamId> left() {
    return List.copyOf(heads.keySet());
  }

  private void add(Path file) {
    try (var lines = lines(file)) {
      var number = 0;
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          add(line, file + " line " + number);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static BufferedReader lines(Path file) throws IOException {
    var bytes = new BufferedInputStream(Files.newInputStream(file));
    bytes.mark(2);
    var isGzip = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
    bytes.reset();
    InputStream text = isGzip ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
  }

  private void add(String line, String place) {
    try {
      var event = JSON.readTree(line);
      var account = AccountIds.parse(event.path("subject").asText()).orElseThrow();
      heads.merge(AccountIds.stream(account), head(event), PublishedHead::or);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IllegalArgumentException(place + " is no domain event", e);
    }
  }

  private static PublishedHead head(JsonNode event) {
    var timeline = event.path("timeline").asLong(1);
    var version = Long.parseLong(event.path("sequence").asText());
    return event.has("chain")
        ? new PublishedHead(timeline, version, version, new Chain(event.get("chain").asText()))
        : new PublishedHead(timeline, version, 0, null);
  }
}
