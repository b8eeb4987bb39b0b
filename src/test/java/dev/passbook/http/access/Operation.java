package dev.passbook.http.access;

import io.restassured.response.Response;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/** Every operation of the API, called on Ada's account. */
enum Operation {
  OPEN("accounts:open", false, (service, token, account) -> service.post(token, "/accounts")),
  LIST("accounts:read", false, (service, token, account) -> service.get(token, "/accounts")),
  READ(
      "accounts:read",
      true,
      (service, token, account) -> service.get(token, "/accounts/" + account)),
  READ_AT_A_VERSION(
      "accounts:read",
      true,
      (service, token, account) -> service.get(token, "/accounts/" + account + "?version=1")),
  READ_AT_A_TIME(
      "accounts:read",
      true,
      (service, token, account) ->
          service.get(token, "/accounts/" + account + "?at=2100-01-01T00:00:00Z")),
  CREDIT(
      "accounts:credit",
      true,
      (service, token, account) ->
          service.post(token, "/accounts/" + account + "/credits", Operation.AMOUNT)),
  CREDIT_WITH_A_KEY(
      "accounts:credit",
      true,
      (service, token, account) ->
          service
              .as(token)
              .header("Idempotency-Key", UUID.randomUUID().toString())
              .contentType("application/json")
              .body(Operation.AMOUNT)
              .post("/accounts/" + account + "/credits")),
  WITHDRAW(
      "accounts:write",
      true,
      (service, token, account) ->
          service.post(token, "/accounts/" + account + "/withdrawals", Operation.AMOUNT)),
  /** The balance refuses this closure, and only callers who reach the account see that. */
  CLOSE(
      "accounts:write",
      true,
      (service, token, account) -> service.post(token, "/accounts/" + account + "/closure")) {
    @Override
    int success() {
      return 422;
    }
  },
  LIST_EVENTS(
      "accounts:read",
      true,
      (service, token, account) -> service.get(token, "/accounts/" + account + "/events")),
  LIST_EVENTS_PAST_THE_END(
      "accounts:read",
      true,
      (service, token, account) ->
          service.get(token, "/accounts/" + account + "/events?after=1000000")),
  SEARCH_EVENTS(
      "accounts:read",
      true,
      (service, token, account) -> {
        var filter = "?from=2026-01-01T00:00:00Z&type=AccountCreated";
        return service.get(token, "/accounts/" + account + "/events" + filter);
      }),
  LISTEN(
      "accounts:read",
      true,
      (service, token, account) ->
          service.as(token).accept("text/event-stream").head("/accounts/" + account + "/events")),
  READ_EVENT(
      "accounts:read",
      true,
      (service, token, account) -> service.get(token, "/accounts/" + account + "/events/1")),
  LIST_ROWS(
      "accounts:read",
      true,
      (service, token, account) -> service.get(token, "/accounts/" + account + "/rows")),
  LIST_ROWS_BEFORE_A_VERSION(
      "accounts:read",
      true,
      (service, token, account) -> service.get(token, "/accounts/" + account + "/rows?before=1")),
  READ_STATEMENT(
      "accounts:read",
      true,
      (service, token, account) -> {
        var month = YearMonth.now(ZoneOffset.UTC);
        return service.get(token, "/accounts/" + account + "/statements/" + month);
      }),
  TRANSFER(
      "transfers:write",
      true,
      (service, token, account) -> {
        var payee = service.account(service.bob());
        return service.post(token, "/transfers", GuardedService.transferOf(account, payee));
      }),
  READ_TRANSFER(
      "accounts:read",
      true,
      (service, token, account) -> service.get(token, "/transfers/" + account + "-3")) {
    @Override
    void prepare(GuardedService service, String account) {
      transfer(service, account);
    }
  },
  PLACE_HOLD(
      "accounts:write",
      true,
      (service, token, account) ->
          service.post(token, "/accounts/" + account + "/holds", Operation.AMOUNT)),
  LIST_HOLDS(
      "accounts:read",
      true,
      (service, token, account) -> service.get(token, "/accounts/" + account + "/holds")),
  READ_HOLD(
      "accounts:read",
      true,
      (service, token, account) ->
          service.get(token, "/accounts/" + account + "/holds/" + account + "-3")) {
    @Override
    void prepare(GuardedService service, String account) {
      hold(service, account);
    }
  },
  RELEASE_HOLD(
      "accounts:write",
      true,
      (service, token, account) ->
          service.post(token, "/accounts/" + account + "/holds/" + account + "-3/release")) {
    @Override
    void prepare(GuardedService service, String account) {
      hold(service, account);
    }
  },
  CAPTURE(
      "accounts:write",
      true,
      (service, token, account) -> {
        var capture = "{\"amount\":1,\"hold\":\"" + account + "-3\"}";
        return service.post(token, "/accounts/" + account + "/withdrawals", capture);
      }) {
    @Override
    void prepare(GuardedService service, String account) {
      hold(service, account);
    }
  },
  CAPTURE_BY_TRANSFER(
      "transfers:write",
      true,
      (service, token, account) -> {
        var payee = service.account(service.bob());
        var transfer = GuardedService.transferOf(account, payee);
        var capture = transfer.replace("}", ",\"hold\":\"" + account + "-3\"}");
        return service.post(token, "/transfers", capture);
      }) {
    @Override
    void prepare(GuardedService service, String account) {
      hold(service, account);
    }
  },
  SHOW_A_WITHDRAWAL(
      "accounts:write",
      true,
      (service, token, account) ->
          service.post(
              token, "/accounts/" + account + "/withdrawals?dryRun=true", Operation.AMOUNT)) {
    @Override
    int success() {
      return 200;
    }
  },
  LIMIT(
      "accounts:write",
      true,
      (service, token, account) ->
          service.put(token, "/accounts/" + account + "/limits", "{\"overdraft\":1}")),
  RESTRICT(
      "accounts:write",
      true,
      (service, token, account) -> {
        var restrictions = "{\"debits\":true,\"credits\":true}";
        return service.put(token, "/accounts/" + account + "/restrictions", restrictions);
      }),
  CHANGE_HOLDER(
      "accounts:write",
      true,
      (service, token, account) ->
          service.put(token, "/accounts/" + account + "/holder", "{\"subject\":\"bob\"}")),
  CHECK_INTEGRITY(
      "accounts:read",
      true,
      (service, token, account) -> service.get(token, "/accounts/" + account + "/integrity")),
  REVERSE(
      "accounts:write",
      true,
      (service, token, account) ->
          service.post(token, "/accounts/" + account + "/events/2/reversal")),
  REVERSE_TRANSFER(
      "transfers:write",
      true,
      (service, token, account) -> service.post(token, "/transfers/" + account + "-3/reversal")) {
    @Override
    void prepare(GuardedService service, String account) {
      transfer(service, account);
    }
  };

  private static final Set<Operation> SETTINGS = EnumSet.of(LIMIT, RESTRICT, CHANGE_HOLDER);

  private static final Set<Operation> OTHERS_FOR_OPERATORS =
      EnumSet.of(CHECK_INTEGRITY, LIST_ROWS, LIST_ROWS_BEFORE_A_VERSION, REVERSE, REVERSE_TRANSFER);

  private static final String AMOUNT = "{\"amount\":1}";

  private final String scope;
  private final boolean onAnAccount;
  private final Call call;

  /** Sends the request of an operation. */
  private interface Call {
    Response send(GuardedService service, String token, String account);
  }

  Operation(String scope, boolean onAnAccount, Call call) {
    this.scope = scope;
    this.onAnAccount = onAnAccount;
    this.call = call;
  }

  /** Makes what the operation needs on an account with two events. */
  void prepare(GuardedService service, String account) {}

  private static void transfer(GuardedService service, String account) {
    var payee = service.account(service.bob());
    GuardedService.created(
        service.post(service.ada(), "/transfers", GuardedService.transferOf(account, payee)));
  }

  private static void hold(GuardedService service, String account) {
    GuardedService.created(service.post(service.ada(), "/accounts/" + account + "/holds", AMOUNT));
  }

  Response call(GuardedService service, String token, String account) {
    return call.send(service, token, account);
  }

  String scope() {
    return scope;
  }

  /** Returns how a challenge names the scope. */
  String lacking() {
    return ", scope=\"" + scope + "\"";
  }

  /** Returns whether the operation is on an account, which the caller may reach or not. */
  boolean isOnAnAccount() {
    return onAnAccount;
  }

  /** Returns whether it reaches every account of the tenant, not only the caller's own. */
  boolean reachesNeighbours() {
    return scope.equals("accounts:credit");
  }

  /** Returns whether only operators do it, so that holders are refused before anything is read. */
  boolean isForOperators() {
    return SETTINGS.contains(this) || OTHERS_FOR_OPERATORS.contains(this);
  }

  boolean changes() {
    return !scope.equals("accounts:read");
  }

  /** Returns the status for a caller who may use the operation. */
  int success() {
    return changes() && !SETTINGS.contains(this) ? 201 : 200;
  }
}
