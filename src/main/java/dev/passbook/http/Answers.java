package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Answer;
import dev.passbook.banking.Caller;
import dev.passbook.banking.Rendering;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import java.util.List;
import java.util.UUID;

/**
 * Renders what a write led to. Pure, since the answer is written together with what it tells.
 *
 * @param instance the path that was asked, for problems
 * @param reader what the caller may see of the account
 */
record Answers(String instance, Accepted accepted, Reader reader) implements Rendering {
  private static final int CREATED = 201;

  /** What the answer to an accepted write shows. */
  interface Accepted {
    Answer answer(List<RecordedEvent<AccountEvent>> events, Snapshot<Account> after, Reader reader);
  }

  static Answers account(String instance, Bearer bearer) {
    return new Answers(
        instance, (events, after, reader) -> account(after, reader), Reader.of(bearer));
  }

  static Answers event(String instance, Bearer bearer) {
    return new Answers(
        instance, (events, after, reader) -> event(events.get(0), reader), Reader.of(bearer));
  }

  static Answers transfer(String instance, Bearer bearer) {
    return new Answers(
        instance,
        (events, after, reader) -> transfer(events.get(0), bearer.caller()),
        Reader.of(bearer));
  }

  private static Answer account(Snapshot<Account> account, Reader reader) {
    var location = "/accounts/" + AccountIds.of(account.stream());
    return created(location, account.version(), reader.shown(Representations.account(account)));
  }

  private static Answer event(RecordedEvent<AccountEvent> event, Reader reader) {
    var location = "/accounts/" + AccountIds.of(event.stream()) + "/events/" + event.version();
    return created(location, event.version(), reader.shown(Representations.event(event)));
  }

  private static Answer transfer(RecordedEvent<AccountEvent> leg, Caller caller) {
    var location = "/transfers/" + leg.event().transferId();
    return new Answer(CREATED, location, null, Json.text(Representations.transfer(leg, caller)));
  }

  private static Answer created(String location, long version, ObjectNode body) {
    return new Answer(CREATED, location, EntityTags.of(version), Json.text(body));
  }

  @Override
  public Answer recorded(List<RecordedEvent<AccountEvent>> events, Snapshot<Account> after) {
    return accepted.answer(events, after, reader);
  }

  @Override
  public Answer refused(Refusal refusal) {
    return problem(reader.shown(Problems.of(refusal)));
  }

  @Override
  public Answer noSuchAccount(UUID account) {
    return problem(Problems.noSuchAccount());
  }

  @Override
  public Answer versionMismatch(long version) {
    return problem(reader.shownMismatch(Problems.versionMismatch(version)));
  }

  @Override
  public Answer keyReused() {
    return problem(Problems.keyReused());
  }

  @Override
  public Answer again(Answer first) {
    return reader.shown(first);
  }

  @Override
  public Rendering unread() {
    return new Answers(instance, accepted, reader.outside());
  }

  private Answer problem(Problem problem) {
    return new Answer(problem.status(), null, null, problem.json(instance));
  }
}
