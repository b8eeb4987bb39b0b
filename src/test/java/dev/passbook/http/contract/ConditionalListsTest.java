package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends lists of entity tags: on several lines, empty ones, and ones that could take long. */
@QuarkusTest
@Timeout(600)
class ConditionalListsTest extends PassbookOverHttp {
  private static Exchange creditIf(String id, String... lists) {
    return post("/accounts/" + id + "/credits", amount("1"), lists);
  }

  private static Exchange post(String path, String body, String... lists) {
    List<String> lines =
        Stream.concat(
                Stream.of("Content-Type: application/json"),
                Stream.of(lists).map(list -> "If-Match: " + list))
            .toList();
    return verified(RawHttp.post(path, lines, body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void severalLinesAreOneList() {
    String id = openWith("10");

    assertThat(creditIf(id, "\"1\"", "\"2\"").status(), equalTo(201));
    assertThat(creditIf(id, "\"1\"", "\"2\"").status(), equalTo(412));
    assertThat(creditIf(id, "", "\"3\"").status(), equalTo(201));
  }

  @Test
  void anEmptyListDoesNotMakeAWriteUnconditional() {
    String id = openWith("10");

    for (String empty : List.of("", " ", ",", " , ,")) {
      assertThat(empty, creditIf(id, empty).status(), equalTo(400));
      assertThat(empty, post("/accounts/" + id + "/closure", "", empty).status(), equalTo(400));
      assertThat(empty, post("/accounts", "", empty).status(), equalTo(400));
      assertThat(
          empty, post("/transfers", transferOf(id, open(), "1"), empty).status(), equalTo(400));
    }
    assertThat(creditIf(id, "*", "*").status(), equalTo(400));
    assertThat(creditIf(id, "*", "\"2\"").status(), equalTo(400));
    assertThat(rows().count(id), equalTo(2L));
  }

  /** A backtracking pattern took minutes of an event loop for the first of these lists. */
  @Test
  void aHostileListIsRefusedAtOnce() {
    String id = openWith("10");
    String blanks = " ".repeat(3_800);

    for (String list :
        List.of(
            "\"1\"" + blanks + "," + blanks + "," + blanks + ",x",
            "\"1\"" + ",".repeat(1_500) + "x",
            "\"1\",".repeat(3_000) + "x",
            ",".repeat(15_000))) {
      assertThat(creditIf(id, list).status(), equalTo(400));
    }
    assertThat(creditIf(id, "\"7\",".repeat(600) + "\"2\"").status(), equalTo(201));
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/\"2\"", "\"1\", W/\"2\"", "*", "\"other\",\"2\"", ",\"2\","})
  void aVersionThatTheClientHasIsNotSentAgain(String list) {
    assertThat(getUnless(openWith("10"), list).status(), equalTo(304));
  }

  @Test
  void severalLinesOfIfNoneMatchAreOneList() {
    assertThat(getUnless(openWith("10"), "\"1\"", "W/\"2\"").status(), equalTo(304));
    assertThat(getUnless(openWith("10"), "\"1\"", "\"3\"").status(), equalTo(200));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2", "\"2", "\"2\" \"2\"", "\"2\", *", "w/\"2\"", "\"\"", "\"3\""})
  void aMalformedListIsIgnored(String list) {
    assertThat(getUnless(openWith("10"), list).status(), equalTo(200));
  }

  private static Exchange getUnless(String id, String... lists) {
    List<String> lines = Stream.of(lists).map(list -> "If-None-Match: " + list).toList();
    return verified(RawHttp.send("GET", "/accounts/" + id, lines, new byte[0]));
  }
}
