package dev.passbook.http.access;

import static dev.passbook.http.access.GuardedService.created;
import static dev.passbook.http.access.GuardedService.opened;
import static dev.passbook.http.access.GuardedService.transferOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.http.Header;
import io.restassured.response.Response;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks access control on any service that requires tokens, in the JVM or packaged. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class AccessRules {
  private static final String LACKING = "Bearer realm=\"passbook\", error=\"insufficient_scope\"";

  /** For each class and operation, the account on which every call is refused. */
  private static final Map<List<Object>, Prepared> UNTOUCHED = new ConcurrentHashMap<>();

  private record Prepared(String account, String state) {}

  protected abstract GuardedService service();

  /** Returns everything that the service has logged so far. */
  protected abstract String logged();

  /** Without live events, a client that accepts nothing else gets a 406 for every account. */
  protected boolean hasLiveEvents() {
    return true;
  }

  private void assumeOffered(Operation operation) {
    assumeTrue(operation != Operation.LISTEN || hasLiveEvents(), "no live events here");
  }

  @ParameterizedTest(name = "{0} by {1}")
  @ArgumentsSource(Matrix.class)
  void everyOperationByEveryKindOfCaller(Operation operation, Visitor visitor) {
    assumeOffered(operation);
    GuardedService service = service();
    int expected = visitor.expected(operation);
    boolean isRefused = Set.of(401, 403, 404).contains(expected);
    Prepared prepared =
        isRefused
            ? UNTOUCHED.computeIfAbsent(List.of(getClass(), operation), same -> prepared(operation))
            : prepared(operation);
    String account = prepared.account();

    Response response = operation.call(service, visitor.token(service, operation), account);

    assertThat(response.asString(), response.statusCode(), equalTo(expected));
    String challenge = response.header("WWW-Authenticate");
    switch (expected) {
      case 401 -> assertThat(challenge, startsWith("Bearer realm=\"passbook\""));
      case 403 ->
          assertThat(
              challenge,
              equalTo(LACKING + (visitor.isRefusedAsHolder(operation) ? "" : operation.lacking())));
      default -> assertThat(challenge, nullValue());
    }
    if (isRefused) {
      assertThat("nothing was done", state(account), equalTo(prepared.state()));
    }
  }

  private Prepared prepared(Operation operation) {
    String account = service().account(service().ada());
    operation.prepare(service(), account);
    return new Prepared(account, state(account));
  }

  private String state(String account) {
    Response read = service().get(service().ada(), "/accounts/" + account);
    assertThat(read.asString(), read.statusCode(), equalTo(200));
    return read.asString();
  }

  static Stream<Operation> onAnAccount() {
    return Stream.of(Operation.values())
        .filter(Operation::isOnAnAccount)
        .filter(operation -> operation != Operation.READ_TRANSFER);
  }

  @ParameterizedTest
  @MethodSource("onAnAccount")
  void anAccountOutOfReachGetsTheSameResponseAsAMissingOne(Operation operation) {
    assumeOffered(operation);
    GuardedService service = service();
    String account = service.account(service.ada());
    operation.prepare(service, account);
    String nowhere = UUID.randomUUID().toString();

    for (String token : outsiders(operation)) {
      Response anothers = operation.call(service, token, account);
      Response missing = operation.call(service, token, nowhere);

      assertThat(anothers.statusCode(), equalTo(404));
      assertThat(bodyWithoutId(anothers, account), equalTo(bodyWithoutId(missing, nowhere)));
      assertThat(headers(anothers), equalTo(headers(missing)));
    }
  }

  private List<String> outsiders(Operation operation) {
    if (operation.isForOperators()) {
      return List.of(service().strangersOperator());
    }
    return operation.reachesNeighbours()
        ? List.of(service().stranger(), service().strangersOperator())
        : List.of(service().bob(), service().stranger());
  }

  @Test
  void aTransferOutOfReachGetsTheSameResponseAsAMissingOne() {
    GuardedService service = service();
    String account = service.account(service.ada());
    String payee = service.account(service.bob());
    Response made = created(service.post(service.ada(), "/transfers", transferOf(account, payee)));
    String nowhere = UUID.randomUUID() + "-3";

    Response anothers = service.get(service.bob(), made.header("Location"));
    Response missing = service.get(service.bob(), "/transfers/" + nowhere);

    assertThat(anothers.statusCode(), equalTo(404));
    assertThat(bodyWithoutId(anothers, made.path("id")), equalTo(bodyWithoutId(missing, nowhere)));
    assertThat(headers(anothers), equalTo(headers(missing)));
  }

  private static String bodyWithoutId(Response response, String id) {
    return response.asString().replace(id, "…");
  }

  /** These headers differ between any two responses. */
  private static final Set<String> PER_RESPONSE_HEADERS =
      Set.of("content-length", "date", "x-request-id");

  private static TreeMap<String, String> headers(Response response) {
    TreeMap<String, String> headers = new TreeMap<>();
    for (Header header : response.headers()) {
      if (!PER_RESPONSE_HEADERS.contains(header.getName().toLowerCase(Locale.ROOT))) {
        headers.put(header.getName(), header.getValue());
      }
    }
    return headers;
  }

  @Test
  void otherFlawsAreReportedOnlyToCallersWhoReachTheAccount() {
    GuardedService service = service();
    String account = service.account(service.ada());
    String withdrawals = "/accounts/" + account + "/withdrawals";

    for (String amount : List.of("1000000", "0.001", "1")) {
      Response response =
          service
              .as(service.bob())
              .header("If-Match", "\"1\"")
              .contentType("application/json")
              .body("{\"amount\":" + amount + "}")
              .post(withdrawals);
      assertThat(response.asString(), response.statusCode(), equalTo(404));
    }
    Response tooMuch = service.post(service.ada(), withdrawals, "{\"amount\":1000000}");
    assertThat(tooMuch.asString(), tooMuch.statusCode(), equalTo(422));
  }

  @Test
  void aTransferShowsNothingOfThePayeeButItsId() {
    GuardedService service = service();
    String from = service.account(service.ada());
    String to = service.account(service.bob());

    Response made = created(service.post(service.ada(), "/transfers", transferOf(from, to)));

    assertThat(made.path("to"), equalTo(to));
    assertThat(made.path("toVersion"), nullValue());
    assertThat(
        service.get(service.operator(), made.header("Location")).path("toVersion"), notNullValue());
  }

  @Test
  void noCallerPaysIntoAnotherTenantOrFromAnotherHoldersAccount() {
    GuardedService service = service();
    String own = service.account(service.ada());
    String neighbours = service.account(service.bob());
    String strangers = service.account(service.stranger());
    String ada = service.ada();

    Response abroad = service.post(ada, "/transfers", transferOf(own, strangers));
    Response nowhere =
        service.post(ada, "/transfers", transferOf(own, UUID.randomUUID().toString()));
    Response stolen = service.post(ada, "/transfers", transferOf(neighbours, own));

    assertThat(abroad.statusCode(), equalTo(404));
    assertThat(abroad.asString(), equalTo(nowhere.asString()));
    assertThat(stolen.asString(), equalTo(nowhere.asString()));
  }

  @Test
  void keysOfTwoCallersDoNotCollide() {
    GuardedService service = service();
    String key = UUID.randomUUID().toString();

    String adas = opened(keyed(service.ada(), key, "/accounts", "{}"));
    String bobs = opened(keyed(service.bob(), key, "/accounts", "{}"));
    String again = opened(keyed(service.ada(), key, "/accounts", "{}"));

    assertThat(again, equalTo(adas));
    assertThat(service.get(service.bob(), "/accounts/" + bobs).statusCode(), equalTo(200));
    assertThat(service.get(service.bob(), "/accounts/" + adas).statusCode(), equalTo(404));
  }

  @Test
  void knowingAKeyDoesNotRevealItsResponse() {
    GuardedService service = service();
    String account = service.account(service.ada());
    String key = UUID.randomUUID().toString();
    String withdrawals = "/accounts/" + account + "/withdrawals";
    created(keyed(service.ada(), key, withdrawals, "{\"amount\":1}"));

    Response peek = keyed(service.bob(), key, withdrawals, "{\"amount\":1}");

    assertThat(peek.asString(), peek.statusCode(), equalTo(404));
    assertThat(peek.header("Idempotency-Replayed"), nullValue());
  }

  private Response keyed(String token, String key, String path, String json) {
    return service()
        .as(token)
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(json)
        .post(path);
  }

  static Stream<Operation> onAnAccountOfNobodys() {
    var others = EnumSet.of(Operation.CHANGE_HOLDER, Operation.READ_HOLD);
    return onAnAccount().filter(operation -> !others.contains(operation));
  }

  @ParameterizedTest
  @MethodSource("onAnAccountOfNobodys")
  void accountsWithoutHolderAreReadByOperatorsAndWrittenByNone(Operation operation) {
    assumeOffered(operation);
    GuardedService service = service();
    String account = GuardedService.nobodys();
    int operators = operation.changes() ? 404 : operation.success();

    for (String token : List.of(service.operator(), service.strangersOperator())) {
      assertThat(operation.call(service, token, account).statusCode(), equalTo(operators));
    }
    int holders = operation.isForOperators() ? 403 : 404;
    assertThat(operation.call(service, service.ada(), account).statusCode(), equalTo(holders));
  }

  @Test
  void onlyAnOperatorOpensForAnotherHolder() {
    GuardedService service = service();
    String forBob = "{\"subject\":\"bob\"}";

    Response refused = service.post(service.ada(), "/accounts", forBob);
    String bobs = opened(service.post(service.operator(), "/accounts", forBob));

    assertThat(refused.statusCode(), equalTo(403));
    assertThat(service.get(service.bob(), "/accounts/" + bobs).statusCode(), equalTo(200));
    assertThat(service.get(service.ada(), "/accounts/" + bobs).statusCode(), equalTo(404));
    Response blank = service.post(service.operator(), "/accounts", "{\"subject\":\" \"}");
    assertThat(blank.asString(), blank.statusCode(), equalTo(400));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void theLogContainsNeitherCallersNorTokens() {
    GuardedService service = service();
    String token = service.issuer().token("quagmire", "zebulon");
    String account = service.account(token);
    GuardedService.writeUnreadableEvent(account, 3);
    for (String path : List.of("", "/events", "?version=3")) {
      assertThat(service.get(token, "/accounts/" + account + path).statusCode(), equalTo(500));
    }
    service.get(token + "x", "/accounts/" + token);

    await().atMost(30, SECONDS).until(() -> logged().contains(account));
    String log = logged();
    assertThat(log, containsString("internal-error"));
    for (String word : List.of("eyJ", "quagmire", "zebulon", "acme", "umbrella", "Bearer")) {
      assertThat(log, not(containsString(word)));
    }
  }
}
