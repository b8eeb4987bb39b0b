package dev.passbook.proof.checker;

import dev.passbook.proof.history.Command;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/** Makes the events of the model, which follow on a state. */
record ModelEvents(Command command, String commandId, Instant now) {
  private static final Duration USUAL_EXPIRY = Duration.ofDays(7);

  StoredEvent created(String account) {
    return new StoredEvent(
        account,
        1,
        now.toString(),
        StoredEvent.CREATED,
        commandId,
        "EUR",
        BigDecimal.ZERO,
        null,
        command.reference(),
        null,
        null,
        null,
        0,
        StoredDetails.NONE);
  }

  /** Returns the event of a command on one account. */
  StoredEvent on(State before, StoredEvent original) {
    long version = before.version() + 1;
    BigDecimal held = before.held();
    return switch (command.kind()) {
      case CREDIT -> credit(before, command.amount(), StoredDetails.NONE);
      case WITHDRAW -> debit(before, command.amount(), capture(before));
      case REVERSE -> {
        StoredDetails details = StoredDetails.reversal(command.version(), null);
        yield original.is(StoredEvent.CREDITED)
            ? debit(before, original.amount(), details)
            : credit(before, original.amount(), details);
      }
      case HOLD -> {
        StoredDetails details = StoredDetails.placed(version, held.add(command.amount()), expiry());
        yield event(before, StoredEvent.HOLD_PLACED, command.amount(), details);
      }
      case RELEASE ->
          ended(
              before,
              StoredEvent.HOLD_RELEASED,
              before.controls().hold(command.terms().hold()).orElseThrow());
      case LIMIT -> event(before, StoredEvent.LIMITED, null, StoredDetails.limit(command.amount()));
      case RESTRICT ->
          event(
              before,
              StoredEvent.RESTRICTED,
              null,
              StoredDetails.restriction(
                  command.terms().debits(), command.terms().credits(), command.reference()));
      default -> event(before, StoredEvent.CLOSED, null, StoredDetails.NONE);
    };
  }

  StoredEvent expired(State before, StoredHold hold) {
    return ended(before, StoredEvent.HOLD_EXPIRED, hold);
  }

  private StoredEvent ended(State before, String type, StoredHold hold) {
    BigDecimal left = before.held().subtract(hold.remaining());
    return event(before, type, hold.remaining(), StoredDetails.ended(hold.version(), left));
  }

  StoredEvent withdrawn(State payer, State payee, StoredEvent original) {
    BigDecimal amount = original == null ? command.amount() : original.amount();
    StoredDetails details =
        original == null
            ? capture(payer)
            : StoredDetails.reversal(original.toVersion(), original.version());
    String id = payer.newest().account() + "-" + (payer.version() + 1);
    return leg(debit(payer, amount, details), id, payee.newest().account(), payee.version() + 1);
  }

  StoredEvent credited(State payee, StoredEvent withdrawn, StoredEvent original) {
    StoredDetails details =
        original == null ? StoredDetails.NONE : StoredDetails.reversal(original.version(), null);
    return leg(credit(payee, withdrawn.amount(), details), withdrawn.transferId(), null, 0);
  }

  private StoredDetails capture(State before) {
    if (!command.isCapture()) {
      return StoredDetails.NONE;
    }
    StoredHold hold = before.controls().hold(command.terms().hold()).orElseThrow();
    BigDecimal rest = hold.remaining().subtract(command.amount());
    return StoredDetails.capture(
        hold.version(), command.terms().isFinal() ? BigDecimal.ZERO : rest);
  }

  private String expiry() {
    String expiry = command.terms().expiresAt();
    return expiry == null ? now.plus(USUAL_EXPIRY).toString() : expiry;
  }

  private StoredEvent credit(State before, BigDecimal amount, StoredDetails details) {
    StoredEvent event = event(before, StoredEvent.CREDITED, amount, details);
    return event.with(before.balance().add(amount), details);
  }

  private StoredEvent debit(State before, BigDecimal amount, StoredDetails details) {
    StoredEvent event = event(before, StoredEvent.WITHDRAWN, amount, details);
    return event.with(before.balance().subtract(amount), details);
  }

  /** Returns an event that leaves the balance. Only some types have a place for a reference. */
  private StoredEvent event(State before, String type, BigDecimal amount, StoredDetails details) {
    boolean named =
        type.equals(StoredEvent.CREDITED)
            || type.equals(StoredEvent.WITHDRAWN)
            || type.equals(StoredEvent.HOLD_PLACED);
    return new StoredEvent(
        before.newest().account(),
        before.version() + 1,
        now.toString(),
        type,
        commandId,
        "EUR",
        before.balance(),
        amount,
        null,
        named ? command.reference() : null,
        null,
        null,
        0,
        details);
  }

  private static StoredEvent leg(StoredEvent event, String transfer, String to, long toVersion) {
    return new StoredEvent(
        event.account(),
        event.version(),
        event.at(),
        event.type(),
        event.commandId(),
        event.currency(),
        event.balance(),
        event.amount(),
        null,
        event.reference(),
        transfer,
        to,
        toVersion,
        event.details());
  }
}
