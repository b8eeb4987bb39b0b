package dev.passbook.http.syntax;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads Accept and Content-Type as in RFC 9110, sections 12.5.1 and 8.3. */
@Timeout(600)
class AcceptedTypesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "*/*",
        "application/json",
        "APPLICATION/Json",
        "application/*",
        "application/json;charset=utf-8",
        "application/json; charset=\"utf-8\"; q=0.5",
        "application/json;q=0.001",
        "application/json ; Q=1.000",
        "application/json;profile=\"a,b;c\\\"d\"",
        "application/json;",
        "application/json;;charset=utf-8",
        "text/html, , application/json",
        "text/html;level=1;q=0.4,*/*;q=0.1",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "application/json;q=0.5;ext;more=1"
      })
  void jsonIsAccepted(String accept) {
    assertTrue(read(accept).include(MediaTypeName.JSON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "application/jso",
        "application/json2",
        "application/vnd.api+json",
        "application/json;q=0",
        "application/json;q=0.;charset=utf-8, */*;q=0.2",
        "application/json;q=0.000, */*",
        "application/*;q=0, */*;q=1",
        "text/*",
        "*/*;q=0",
        "text/html;a=\"application/json\""
      })
  void jsonIsNotAccepted(String accept) {
    assertFalse(read(accept).include(MediaTypeName.JSON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application",
        "/",
        "a/",
        "/b",
        "*/json",
        "a/b/c",
        "a b",
        "a/b c/d",
        "a/b;q=2",
        "a/b;q=1.001",
        "a/b;q=0.1234",
        "a/b;q=-1",
        "a/b;q=x",
        "a/b;q",
        "a/b;q=",
        "a/b;q=\"1\"",
        "a/b;q=.",
        "a/b;c=\"",
        "a/b;c=",
        "a/b;=d",
        "a/b;c=\"d\\",
        "\"a/b\"",
        "a/b,;c",
        "\u00e4/b",
        "a/b;c=\u0001",
        "a\\b/c"
      })
  void aHeaderOutsideTheGrammarIsMalformed(String accept) {
    assertThrows(FieldParser.Malformed.class, () -> read(accept));
  }

  @Test
  void severalLinesAreOneList() {
    var accepted = AcceptedTypes.read(List.of("text/html", "application/json;q=0.5"));

    assertTrue(accepted.include(MediaTypeName.JSON));
    assertFalse(accepted.include(MediaTypeName.EVENT_STREAM));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/event-stream",
        "Text/Event-Stream;charset=utf-8",
        "application/json;q=0.5, text/event-stream",
        "text/event-stream, */*",
        "text/event-stream, */*;q=0.1",
        "text/*, application/json;q=0.9"
      })
  void eventsArePreferred(String accept) {
    assertTrue(read(accept).prefer(MediaTypeName.EVENT_STREAM, MediaTypeName.JSON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/json, text/event-stream",
        "text/event-stream;q=0.5, application/json",
        "text/event-stream;q=0, */*",
        "text/event-stream;q=0"
      })
  void eventsAreNotPreferred(String accept) {
    assertFalse(read(accept).prefer(MediaTypeName.EVENT_STREAM, MediaTypeName.JSON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json;charset=utf-8",
        "application/json ; charset=\"UTF-8\"",
        "application/json;version=1",
        "application/json;"
      })
  void aBodyIsJson(String contentType) {
    assertTrue(MediaTypeName.isJson(List.of(contentType)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "json",
        "text/json",
        "application/json2",
        "application/json;charset=latin1",
        "application/json;charset=utf-8;charset=utf-16",
        "application/json;charset=utf-16;charset=utf-8",
        "application/json;charset",
        "application/json;charset=",
        "application/json;charset=\"utf-8",
        "application/json, application/json",
        "application/json x",
        "multipart/form-data; boundary=",
        "application/x-www-form-urlencoded;\u0001"
      })
  void aBodyIsNotJson(String contentType) {
    assertFalse(MediaTypeName.isJson(List.of(contentType)));
  }

  @Test
  void twoContentTypesAreInvalid() {
    assertFalse(MediaTypeName.isJson(List.of("application/json", "application/json")));
    assertFalse(MediaTypeName.isJson(List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {" ", ",", ";", "a/b;", "a/b,", "a/b;c=\"", "\\", "\"", "a", "a/b;q=0,", "*"})
  void hostileLinesAreReadInOnePass(String part) {
    var line = part.repeat(16_384 / part.length()) + "\u0001";

    assertThrows(FieldParser.Malformed.class, () -> read(line));
    assertFalse(MediaTypeName.isJson(List.of(line)));
    assertFalse(MediaTypeName.isJson(List.of("application/json" + line)));
  }

  private static AcceptedTypes read(String accept) {
    return AcceptedTypes.read(List.of(accept));
  }
}
