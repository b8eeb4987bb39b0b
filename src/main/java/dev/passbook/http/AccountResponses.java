package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.AccountView;
import dev.passbook.banking.Caller;
import dev.passbook.banking.HoldDetails;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.banking.ResponseRenderer;
import dev.passbook.decider.CommandResponse;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Timestamp;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.message.EntityTags;
import dev.passbook.http.problem.Problem;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RefusalProblems;
import dev.passbook.http.syntax.Json;
import java.util.List;

/**
 * Renders the responses to writes. The methods are pure, because the response is stored with the
 * event.
 *
 * @param instance the request's path, for problems
 * @param disclosure what the caller may see of the account
 * @param money the member of the request that is an amount
 */
record AccountResponses(String instance, Accepted accepted, Disclosure disclosure, String money)
    implements ResponseRenderer {
  private static final int OK = 200;
  private static final int CREATED = 201;

  /** Renders the response to an accepted write. */
  interface Accepted {
    CommandResponse answer(
        List<RecordedEvent<AccountEvent>> events, AccountView after, Disclosure disclosure);
  }

  private AccountResponses(String instance, Accepted accepted, Disclosure disclosure) {
    this(instance, accepted, disclosure, "amount");
  }

  static AccountResponses account(String instance, Bearer bearer) {
    return new AccountResponses(
        instance,
        (events, after, disclosure) -> opened(after, bearer.caller(), disclosure),
        Disclosure.of(bearer));
  }

  /** Renders the account after an operator has set something on it. */
  static AccountResponses accountAsSet(String instance, Bearer bearer) {
    return new AccountResponses(
        instance,
        (events, after, disclosure) -> asSet(after, bearer.caller(), disclosure),
        Disclosure.of(bearer),
        "overdraft");
  }

  static AccountResponses hold(String instance, Bearer bearer) {
    return new AccountResponses(
        instance, (events, after, disclosure) -> hold(events.get(0)), Disclosure.of(bearer));
  }

  static AccountResponses event(String instance, Bearer bearer) {
    return new AccountResponses(
        instance,
        (events, after, disclosure) -> event(events.get(0), disclosure),
        Disclosure.of(bearer));
  }

  static AccountResponses transfer(String instance, Bearer bearer) {
    return new AccountResponses(
        instance,
        (events, after, disclosure) -> transfer(events.get(0), bearer.caller()),
        Disclosure.of(bearer));
  }

  private static CommandResponse opened(AccountView account, Caller caller, Disclosure disclosure) {
    var location = "/accounts/" + AccountIds.of(account.snapshot().stream());
    var body = disclosure.shown(Representations.account(account, caller));
    return created(location, account.version(), body);
  }

  private static CommandResponse asSet(AccountView account, Caller caller, Disclosure disclosure) {
    var body = disclosure.shown(Representations.account(account, caller));
    return new CommandResponse(OK, null, EntityTags.of(account), Json.text(body));
  }

  private static CommandResponse hold(RecordedEvent<AccountEvent> placed) {
    var location = HoldRepresentations.location(placed);
    return created(location, placed.version(), HoldRepresentations.placed(placed));
  }

  private static CommandResponse event(RecordedEvent<AccountEvent> event, Disclosure disclosure) {
    var location = "/accounts/" + AccountIds.of(event.stream()) + "/events/" + event.version();
    return created(
        location,
        event.version(),
        disclosure.shown(Representations.event(event, Reader.OF_A_WRITE)));
  }

  private static CommandResponse transfer(RecordedEvent<AccountEvent> leg, Caller caller) {
    var location = "/transfers/" + leg.event().transferId();
    return new CommandResponse(
        CREATED, location, null, Json.text(Representations.transfer(leg, caller)));
  }

  private static CommandResponse created(String location, long version, ObjectNode body) {
    return new CommandResponse(CREATED, location, EntityTags.of(version), Json.text(body));
  }

  @Override
  public CommandResponse accepted(List<RecordedEvent<AccountEvent>> events, AccountView after) {
    return accepted.answer(events, after, disclosure);
  }

  @Override
  public CommandResponse refused(Refusal refusal) {
    return problem(disclosure.shown(RefusalProblems.of(refusal, money)));
  }

  @Override
  public CommandResponse notFound() {
    return problem(Problems.noSuchAccount());
  }

  @Override
  public CommandResponse holdNotFound() {
    return problem(Problems.of(Missing.HOLD));
  }

  @Override
  public CommandResponse holdNotActive(HoldDetails hold) {
    return problem(
        RefusalProblems.holdNotActive(
            HoldRepresentations.status(hold), Timestamp.format(hold.endedAt())));
  }

  @Override
  public CommandResponse alreadyReversed(String by) {
    return problem(RefusalProblems.alreadyReversed(by));
  }

  @Override
  public CommandResponse versionMismatch(long version) {
    return problem(disclosure.shownMismatch(Problems.versionMismatch(version)));
  }

  @Override
  public CommandResponse keyReused() {
    return problem(Problems.keyReused());
  }

  @Override
  public CommandResponse replayed(CommandResponse first) {
    return disclosure.shown(first);
  }

  @Override
  public ResponseRenderer withoutAccount() {
    return new AccountResponses(instance, accepted, disclosure.outside(), money);
  }

  private CommandResponse problem(Problem problem) {
    return new CommandResponse(problem.status(), null, null, problem.json(instance));
  }
}
