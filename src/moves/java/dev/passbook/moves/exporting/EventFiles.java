package dev.passbook.moves.exporting;

import static java.util.stream.Collectors.groupingBy;

import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.streaming.DomainEvents;
import dev.passbook.streaming.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Files as the data lake has them: domain events in JSON, one a line, in a folder for each day. The
 * day is that of the event, in UTC. Each file is open only while it is written, since a history can
 * have thousands of days.
 */
public final class EventFiles implements ExportFiles {
  private final Path folder;
  private final Timeline timeline;

  /**
   * Creates the files.
   *
   * @param timeline of the table that the events come from
   */
  public EventFiles(Path folder, Timeline timeline) {
    this.folder = folder;
    this.timeline = timeline;
  }

  @Override
  public synchronized void add(List<RecordedEvent<AccountEvent>> events) {
    events.stream().collect(groupingBy(EventFiles::day)).forEach(this::append);
  }

  private static LocalDate day(RecordedEvent<AccountEvent> event) {
    return LocalDate.ofInstant(event.at(), ZoneOffset.UTC);
  }

  private void append(LocalDate day, List<RecordedEvent<AccountEvent>> events) {
    var lines = new ByteArrayOutputStream();
    for (var event : events) {
      lines.writeBytes(DomainEvents.json(event, timeline));
      lines.write('\n');
    }
    try {
      var file = folder.resolve("events").resolve("arrived=" + day).resolve("events.json");
      Files.createDirectories(file.getParent());
      Files.write(file, lines.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
