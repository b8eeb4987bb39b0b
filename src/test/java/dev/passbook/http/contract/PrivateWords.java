package dev.passbook.http.contract;

import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;

/**
 * A client that uses every operation and makes every mistake, with words and numbers that are easy
 * to recognise in a log.
 */
final class PrivateWords extends PassbookOverHttp {
  private static final String OWNER = "Zebulon Quagmire";
  private static final String REFERENCE = "for the umbrellas";
  private static final String KEY = "key-of-the-umbrellas";
  private static final String TOKEN = "eyJhbGciOiJub25lIn0.umbrella.";
  private static final String AMOUNT = "73137.31";
  private static final String LESS = "1.31";
  private static final String BALANCE = "73136.00";
  private static final String TYPO = "umbrela";

  private PrivateWords() {}

  /** Returns the words that no log may contain. */
  static List<String> all() {
    return List.of(
        OWNER,
        "Quagmire",
        REFERENCE,
        "umbrella",
        KEY,
        TOKEN,
        AMOUNT,
        "73137",
        BALANCE,
        "73136",
        TYPO);
  }

  /**
   * Runs every operation and causes every problem that a client can cause. Returns its accounts'
   * ids.
   */
  static List<String> doEverything() {
    var one = opened();
    var two = opened();
    movements(one);
    history(one);
    transfers(one, two);
    refusals(one, two);
    return Stream.of(one, two, unreadable()).toList();
  }

  private static String opened() {
    var body = "{\"owner\":\"" + OWNER + "\",\"currency\":\"EUR\"}";
    return Json.of(accepted(send("/accounts", body))).get("id").asText();
  }

  private static void movements(String id) {
    accepted(send("/accounts/" + id + "/credits", movement(AMOUNT)));
    accepted(send("/accounts/" + id + "/withdrawals", movement(LESS)));
    for (int i = 0; i < 2; i++) {
      keyed("/accounts/" + id + "/credits", movement(LESS));
      keyed("/accounts/" + id + "/withdrawals", movement("9" + AMOUNT));
    }
    keyed("/accounts/" + id + "/credits", movement(AMOUNT));
  }

  private static void history(String id) {
    for (var path : List.of("", "?version=2", "?at=2026-01-31T23:59:59Z", "/events", "/events/2")) {
      request().header("Authorization", "Bearer " + TOKEN).get("/accounts/" + id + path);
    }
  }

  private static void transfers(String one, String two) {
    var transfer = transferOf(one, two, LESS).replace("}", ",\"reference\":\"" + REFERENCE + "\"}");
    get(accepted(send("/transfers", transfer)).header("Location"));
    send("/transfers", transferOf(one, openIn("USD"), LESS));
    send("/transfers", transferOf(one, someId(), AMOUNT));
  }

  private static void refusals(String one, String two) {
    var credits = "/accounts/" + one + "/credits";
    send("/accounts/" + one + "/closure", "{}");
    accepted(send("/accounts/" + openWith("0.01") + "/credits", movement(AMOUNT)));
    for (var body :
        List.of(
            movement("-" + AMOUNT),
            movement(AMOUNT + "7"),
            movement("\"" + AMOUNT + "\""),
            "{\"amount\":" + AMOUNT,
            "{\"amount\":" + AMOUNT + ",\"" + TYPO + "\":\"" + REFERENCE + "\"}",
            "{\"amount\":1e999999999,\"reference\":\"" + REFERENCE + "\"}",
            movement(AMOUNT).replace(REFERENCE, REFERENCE.repeat(2_000)))) {
      send(credits, body);
    }
    request().contentType("text/plain").body(REFERENCE).post(credits);
    request()
        .header("If-Match", "\"" + KEY + "\"")
        .contentType("application/json")
        .body(movement(AMOUNT))
        .post(credits);
    bare().post("/accounts/" + someId() + "/closure");
    get("/accounts/" + two + "?version=99");
    get("/nowhere?reference=" + TYPO);
  }

  /** Writes a history with an owner, a balance and an event that the service cannot read. */
  private static String unreadable() {
    var id = someId();
    rows().created(id).write();
    rows().credited(id, 2, AMOUNT, AMOUNT).write();
    rows().credited(id, 3, AMOUNT, BALANCE).write();
    get("/accounts/" + id);
    send("/accounts/" + id + "/credits", movement(AMOUNT));
    return id;
  }

  private static String movement(String amount) {
    return "{\"amount\":" + amount + ",\"reference\":\"" + REFERENCE + "\"}";
  }

  private static Response send(String path, String json) {
    return request()
        .header("Authorization", "Bearer " + TOKEN)
        .contentType("application/json")
        .body(json)
        .post(path);
  }

  private static void keyed(String path, String json) {
    request().header("Idempotency-Key", KEY).contentType("application/json").body(json).post(path);
  }
}
