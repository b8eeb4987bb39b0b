package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Bank;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The contract in its simplest form, one request after the other. It defines what the checker
 * accepts.
 */
final class ModelBank implements Bank {
  private static final long WEEK = 7 * 24 * 3600;

  private final Map<String, List<StoredRow>> streams = new TreeMap<>();
  private final Map<String, StoredMarker> markers = new HashMap<>();
  private Instant now = Instant.parse("2026-01-31T12:00:00.001Z");
  private int commands;

  @Override
  public synchronized Answer send(Command command, int instance, Patience patience) {
    Answer answer = command.kind().isWrite() ? write(command) : read(command);
    return patience == Patience.WAITS ? answer : null;
  }

  synchronized Table table() {
    return new Table(streams, List.copyOf(markers.values()));
  }

  private Answer write(Command command) {
    StoredMarker remembered = markers.get(String.valueOf(command.key()));
    if (remembered != null) {
      return ModelAnswers.of(remembered);
    }
    now = now.plusMillis(1);
    commands++;
    Answer answer = command.kind() == Kind.OPEN ? open(command) : decide(command);
    if (command.isKeyed() && (answer.status() == 201 || answer.status() == 422)) {
      markers.put(command.key(), marker(command, answer));
    }
    return answer;
  }

  private StoredMarker marker(Command command, Answer answer) {
    return new StoredMarker(
        "key-" + command.key(),
        commandId(),
        answer.status(),
        answer.headers().get("location"),
        answer.headers().get("etag"),
        answer.body(),
        now.toString(),
        now.getEpochSecond() + WEEK);
  }

  private Answer open(Command command) {
    String account = UUID.nameUUIDFromBytes(command.reference().getBytes()).toString();
    streams.put(account, new ArrayList<>());
    StoredEvent created =
        event(account, StoredEvent.CREATED, BigDecimal.ZERO, command, null, null, 0);
    append(created);
    return ModelAnswers.opened(created);
  }

  private Answer decide(Command command) {
    StoredEvent newest = newest(command.account());
    if (command.isConditional() && command.onlyAtVersion() != newest.version()) {
      return ModelAnswers.mismatch(newest);
    }
    if (newest.is(StoredEvent.CLOSED)
        || command.to() != null && newest(command.to()).is(StoredEvent.CLOSED)) {
      return ModelAnswers.refused("account-closed", newest, command);
    }
    boolean takes = command.kind() == Kind.WITHDRAW || command.kind() == Kind.TRANSFER;
    if (takes && newest.balance().compareTo(command.amount()) < 0) {
      return ModelAnswers.refused("insufficient-funds", newest, command);
    }
    if (command.kind() == Kind.CLOSE && newest.balance().signum() > 0) {
      return ModelAnswers.refused("balance-not-zero", newest, command);
    }
    return apply(command);
  }

  private Answer apply(Command command) {
    BigDecimal balance = newest(command.account()).balance();
    if (command.kind() == Kind.TRANSFER) {
      return transfer(command, balance);
    }
    StoredEvent event =
        switch (command.kind()) {
          case CREDIT -> movement(command, StoredEvent.CREDITED, balance.add(command.amount()));
          case WITHDRAW ->
              movement(command, StoredEvent.WITHDRAWN, balance.subtract(command.amount()));
          default -> movement(command, StoredEvent.CLOSED, balance);
        };
    append(event);
    return ModelAnswers.recorded(event);
  }

  private StoredEvent movement(Command command, String type, BigDecimal balance) {
    return event(command.account(), type, balance, command, null, null, 0);
  }

  private Answer transfer(Command command, BigDecimal balance) {
    String from = command.account();
    String to = command.to();
    String id = from + "-" + (newest(from).version() + 1);
    StoredEvent withdrawn =
        event(
            from,
            StoredEvent.WITHDRAWN,
            balance.subtract(command.amount()),
            command,
            id,
            to,
            newest(to).version() + 1);
    BigDecimal credited = newest(to).balance().add(command.amount());
    append(withdrawn);
    append(event(to, StoredEvent.CREDITED, credited, command, id, null, 0));
    return ModelAnswers.transferred(withdrawn);
  }

  private StoredEvent event(
      String account,
      String type,
      BigDecimal balance,
      Command command,
      String transfer,
      String to,
      long toVersion) {
    boolean movement = type.equals(StoredEvent.CREDITED) || type.equals(StoredEvent.WITHDRAWN);
    return new StoredEvent(
        account,
        streams.get(account).size() + 1,
        now.toString(),
        type,
        commandId(),
        "EUR",
        balance,
        movement ? command.amount() : null,
        type.equals(StoredEvent.CREATED) ? command.reference() : null,
        movement ? command.reference() : null,
        transfer,
        to,
        toVersion);
  }

  private void append(StoredEvent event) {
    List<StoredRow> rows = streams.get(event.account());
    StoredEvent first = rows.isEmpty() ? event : rows.get(0).events().get(0);
    String status = event.is(StoredEvent.CLOSED) ? "closed" : "open";
    StoredSnapshot snapshot =
        event.version() % 10 == 0
            ? new StoredSnapshot(1, first.at(), first.owner(), "EUR", status, event.balance())
            : null;
    rows.add(new StoredRow(event.account(), event.version(), event.at(), List.of(event), snapshot));
  }

  private String commandId() {
    return "command-" + commands;
  }

  private StoredEvent newest(String account) {
    List<StoredRow> rows = streams.get(account);
    return rows.get(rows.size() - 1).events().get(0);
  }

  private Answer read(Command command) {
    List<StoredEvent> events = table().events(command.account());
    return switch (command.kind()) {
      case READ -> ModelAnswers.state(events, events.size());
      case READ_VERSION -> ModelAnswers.state(events, command.version());
      case READ_TRANSFER -> ModelAnswers.transfer(events.get((int) command.version() - 1));
      default -> ModelAnswers.page(events, command);
    };
  }
}
