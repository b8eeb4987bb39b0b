package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import java.util.List;

/** Sends requests with an idempotency key and checks their responses. */
abstract class KeyedRequests extends PassbookOverHttp {
  static Response keyed(String key, String path, String json) {
    return request()
        .header("Idempotency-Key", key)
        .contentType("application/json")
        .body(json)
        .post(path);
  }

  static Response keyed(String key, String path) {
    return bare().header("Idempotency-Key", key).post(path);
  }

  static String credits(String id) {
    return "/accounts/" + id + "/credits";
  }

  static String withdrawals(String id) {
    return "/accounts/" + id + "/withdrawals";
  }

  static void assertReplay(Response replay, Response first) {
    assertThat(replay.asString(), replay.statusCode(), equalTo(first.statusCode()));
    assertThat(replay.asByteArray(), equalTo(first.asByteArray()));
    for (String header : List.of("Location", "ETag", "Content-Type")) {
      assertThat(header, replay.header(header), equalTo(first.header(header)));
    }
    assertThat(replay.header("Idempotency-Replayed"), equalTo("true"));
  }

  static void assertFirst(Response first, int status) {
    assertThat(first.asString(), first.statusCode(), equalTo(status));
    assertThat(first.header("Idempotency-Replayed"), nullValue());
  }
}
