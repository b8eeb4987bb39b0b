package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The service offers every operation in the document. */
@QuarkusTest
class EveryOperationTest extends HoldRequests {

  @Test
  void everyOperationOfTheDocumentSucceeds() {
    Map<String, Supplier<Response>> operations = operations();
    TreeSet<String> documented = new TreeSet<>();
    contract().operations().forEach(operation -> documented.add(operation.id()));

    assertThat(documented, equalTo(operations.keySet()));
    operations.forEach(
        (operation, call) -> {
          Response response = call.get();
          assertThat(operation, response.statusCode() / 100, equalTo(2));
        });
  }

  private Map<String, Supplier<Response>> operations() {
    String one = openWith("10");
    String two = open();
    Map<String, Supplier<Response>> operations = new TreeMap<>();
    operations.put("openAccount", () -> post("/accounts"));
    operations.put("listAccounts", () -> get("/accounts"));
    operations.put("getAccount", () -> get("/accounts/" + one));
    operations.put("credit", () -> credit(one, "1"));
    operations.put("withdraw", () -> withdraw(one, "1"));
    operations.put("closeAccount", () -> close(open()));
    operations.put("listEvents", () -> get("/accounts/" + one + "/events"));
    operations.put("getEvent", () -> get("/accounts/" + one + "/events/1"));
    operations.put("getStatement", () -> get("/accounts/" + one + "/statements/" + thisMonth()));
    operations.put("transfer", () -> transfer(one, two, "1"));
    operations.put("getTransfer", () -> get(accepted(transfer(one, two, "1")).header("Location")));
    operations.put(
        "getEventSchema", () -> get("/schemas/events/dev.passbook.AccountCreated.v1.json"));
    addThoseOnHolds(operations);
    addThoseOfOperators(operations);
    return operations;
  }

  private static String thisMonth() {
    return YearMonth.now(ZoneOffset.UTC).toString();
  }

  private static void addThoseOnHolds(Map<String, Supplier<Response>> operations) {
    String id = openWith("10");
    operations.put("placeHold", () -> hold(id, "1"));
    operations.put("listHolds", () -> get(holds(id)));
    operations.put("getHold", () -> get(path(held(id, "1"))));
    operations.put("releaseHold", () -> release(held(id, "1")));
  }

  private static void addThoseOfOperators(Map<String, Supplier<Response>> operations) {
    String id = openWith("10");
    operations.put("checkIntegrity", () -> get("/accounts/" + id + "/integrity"));
    operations.put("setLimits", () -> limit(id, "5"));
    operations.put("setRestrictions", () -> restrict(id, false, false));
    operations.put("setHolder", () -> put("/accounts/" + id + "/holder", "{\"subject\":\"bob\"}"));
    operations.put("listRows", () -> get("/accounts/" + id + "/rows"));
    operations.put("reverseEvent", () -> reverse(id, 2));
    operations.put(
        "reverseTransfer",
        () -> post(accepted(transfer(openWith("1"), id, "1")).header("Location") + "/reversal"));
  }
}
