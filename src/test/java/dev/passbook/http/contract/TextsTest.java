package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in a request may contain only visible characters. */
@QuarkusTest
class TextsTest extends PassbookOverHttp {

  static Stream<Integer> refused() {
    return Stream.of(
            IntStream.rangeClosed(0x00, 0x1F),
            IntStream.rangeClosed(0x7F, 0x9F),
            IntStream.rangeClosed(0x200B, 0x200F),
            IntStream.rangeClosed(0x2028, 0x202E),
            IntStream.rangeClosed(0x2060, 0x206F),
            IntStream.of(0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180E, 0x3164),
            IntStream.of(0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0x1D173, 0xE0001, 0xE0041, 0xE007F))
        .flatMap(IntStream::boxed);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void invisibleCharactersAreRefused(int codePoint) {
    String text = escaped(codePoint);
    String id = open();

    assertRefused("reference", post("/accounts/" + id + "/credits", withReference(text)));
    assertRefused("reference", post("/accounts/" + id + "/withdrawals", withReference(text)));
    assertRefused("owner", post("/accounts", "{\"owner\":\"" + text + "\"}"));

    assertThat(rows().count(id), equalTo(1L));
  }

  @Test
  void aTransfersReferenceHasTheSameRules() {
    String from = openWith("5");
    String body = transferOf(from, open(), "1").replace("}", ",\"reference\":\"a\\u202Eb\"}");

    assertRefused("reference", post("/transfers", body));
  }

  @Test
  void aJoinedEmojiIsRefused() {
    assertRefused("owner", post("/accounts", "{\"owner\":\"👩\u200D💻\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zoë Müller-Łukasz",
        "李小龍",
        "محمد علي",
        "שלום",
        "हिन्दी",
        "❤\uFE0F",
        "👩🏽",
        "🇩🇪",
        "a\u00A0b",
        "a\u3000b",
        "«€»",
        "e\u0301"
      })
  void commonTextsAreAccepted(String owner) {
    Response opened = accepted(post("/accounts", "{\"owner\":\"" + owner + "\"}"));

    assertThat(Json.of(opened).path("owner").asText(), equalTo(owner));
  }

  private static void assertRefused(String field, Response response) {
    JsonNode problem = problem(response, 400, "invalid-request");
    assertThat(problem.at("/violations/0/field").asText(), equalTo(field));
    assertThat(
        List.of(problem.at("/violations/0/message").asText()),
        equalTo(List.of("must not hold control, direction or invisible characters")));
  }

  private static String withReference(String text) {
    return "{\"amount\":1,\"reference\":\"a" + text + "b\"}";
  }

  /** Escapes the character as in JSON, the only way to write a control character. */
  private static String escaped(int codePoint) {
    StringBuilder escaped = new StringBuilder();
    for (char unit : Character.toChars(codePoint)) {
      escaped.append("\\u%04x".formatted((int) unit));
    }
    return escaped.toString();
  }
}
