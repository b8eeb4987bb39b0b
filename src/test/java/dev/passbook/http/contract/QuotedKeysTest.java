package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sends a key as a structured field string, and as plain text. */
@QuarkusTest
class QuotedKeysTest extends PassbookOverHttp {
  private static Exchange credit(String id, List<String> keys) {
    List<String> lines =
        Stream.concat(
                Stream.of("Content-Type: application/json"),
                keys.stream().map(key -> "Idempotency-Key: " + key))
            .toList();
    byte[] body = amount("1").getBytes(StandardCharsets.UTF_8);
    return verified(RawHttp.post("/accounts/" + id + "/credits", lines, body));
  }

  @Test
  void theSameKeyInQuotationMarksIsAReplay() {
    String id = open();

    assertThat(credit(id, List.of("k-1")).status(), equalTo(201));
    for (String again : List.of("\"k-1\"", "k-1", "  \"k-1\" ")) {
      Exchange replay = credit(id, List.of(again));
      assertThat(replay.toString(), replay.status(), equalTo(201));
      assertThat(replay.header("Idempotency-Replayed").orElse(""), equalTo("true"));
    }
    assertThat(version(id), equalTo(2L));
  }

  @Test
  void escapesAreNotPartOfTheKey() {
    String id = open();

    assertThat(credit(id, List.of("a\"b\\c")).status(), equalTo(201));
    Exchange replay = credit(id, List.of("\"a\\\"b\\\\c\""));

    assertThat(replay.header("Idempotency-Replayed").orElse(""), equalTo("true"));
    assertThat(version(id), equalTo(2L));
  }

  @Test
  void aMalformedOrRepeatedKeyIsRefused() {
    String id = open();

    for (List<String> keys :
        List.of(
            List.of("\"k"),
            List.of("\"\""),
            List.of(""),
            List.of("k", "k"),
            List.of("\"k\";a=1"))) {
      assertThat(keys.toString(), credit(id, keys).status(), equalTo(400));
    }
    assertThat(version(id), equalTo(1L));
  }
}
