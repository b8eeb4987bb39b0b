package dev.passbook.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.account.Refusal;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.Caller;
import dev.passbook.banking.ResponseRenderer;
import dev.passbook.decider.CommandResponse;
import dev.passbook.eventstore.RecordedEvent;
import dev.passbook.eventstore.Snapshot;
import dev.passbook.http.access.Bearer;
import dev.passbook.http.message.EntityTags;
import dev.passbook.http.problem.Problem;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.syntax.Json;
import java.util.List;

/**
 * Renders the responses to writes. The methods are pure, because the response is stored in the same
 * transaction as the event.
 *
 * @param instance the request's path, for problems
 * @param disclosure what the caller may see of the account
 */
record AccountResponses(String instance, Accepted accepted, Disclosure disclosure)
    implements ResponseRenderer {
  private static final int CREATED = 201;

  /** Renders the response to an accepted write. */
  interface Accepted {
    CommandResponse answer(
        List<RecordedEvent<AccountEvent>> events, Snapshot<Account> after, Disclosure disclosure);
  }

  static AccountResponses account(String instance, Bearer bearer) {
    return new AccountResponses(
        instance, (events, after, disclosure) -> account(after, disclosure), Disclosure.of(bearer));
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

  private static CommandResponse account(Snapshot<Account> account, Disclosure disclosure) {
    var location = "/accounts/" + AccountIds.of(account.stream());
    return created(location, account.version(), disclosure.shown(Representations.account(account)));
  }

  private static CommandResponse event(RecordedEvent<AccountEvent> event, Disclosure disclosure) {
    var location = "/accounts/" + AccountIds.of(event.stream()) + "/events/" + event.version();
    return created(location, event.version(), disclosure.shown(Representations.event(event)));
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
  public CommandResponse accepted(
      List<RecordedEvent<AccountEvent>> events, Snapshot<Account> after) {
    return accepted.answer(events, after, disclosure);
  }

  @Override
  public CommandResponse refused(Refusal refusal) {
    return problem(disclosure.shown(Problems.of(refusal)));
  }

  @Override
  public CommandResponse notFound() {
    return problem(Problems.noSuchAccount());
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
    return new AccountResponses(instance, accepted, disclosure.outside());
  }

  private CommandResponse problem(Problem problem) {
    return new CommandResponse(problem.status(), null, null, problem.json(instance));
  }
}
