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
 */
record Answers(String instance, Accepted accepted) implements Rendering {
  private static final int CREATED = 201;

  /** What the answer to an accepted write shows. */
  interface Accepted {
    Answer answer(List<RecordedEvent<AccountEvent>> events, Snapshot<Account> after);
  }

  static Answers account(String instance) {
    return new Answers(instance, (events, after) -> account(after));
  }

  static Answers event(String instance) {
    return new Answers(instance, (events, after) -> event(events.get(0)));
  }

  static Answers transfer(String instance, Caller caller) {
    return new Answers(instance, (events, after) -> transfer(events.get(0), caller));
  }

  private static Answer account(Snapshot<Account> account) {
    var location = "/accounts/" + AccountIds.of(account.stream());
    return created(location, account.version(), Representations.account(account));
  }

  private static Answer event(RecordedEvent<AccountEvent> event) {
    var location = "/accounts/" + AccountIds.of(event.stream()) + "/events/" + event.version();
    return created(location, event.version(), Representations.event(event));
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
    return accepted.answer(events, after);
  }

  @Override
  public Answer refused(Refusal refusal) {
    return problem(Problems.of(refusal));
  }

  @Override
  public Answer noSuchAccount(UUID account) {
    return problem(Problems.noSuchAccount());
  }

  @Override
  public Answer versionMismatch(long version) {
    return problem(Problems.versionMismatch(version));
  }

  @Override
  public Answer keyReused() {
    return problem(Problems.keyReused());
  }

  private Answer problem(Problem problem) {
    return new Answer(problem.status(), null, null, problem.json(instance));
  }
}
