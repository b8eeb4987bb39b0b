package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events keep the trace of their request, but no response shows it. */
@QuarkusTest
class TracesTest extends PassbookOverHttp {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @ParameterizedTest
  @CsvSource({"00-" + TRACE, "cc-" + TRACE, "cc-" + TRACE + "-what-the-future-will-be-like"})
  void aWriteKeepsTheTraceOfItsRequest(String header) {
    String id = open();

    Response response = traced(header, "/accounts/" + id + "/credits", amount("5"));

    assertThat(traces(id), equalTo(List.of(Optional.empty(), Optional.of("00-" + TRACE))));
    assertThat(response.asString(), not(containsString("4bf92f")));
    assertThat(get("/accounts/" + id + "/events").asString(), not(containsString("4bf92f")));
  }

  @Test
  void bothLegsOfATransferKeepTheTrace() {
    String from = openWith("5");
    String to = open();

    accepted(traced("00-" + TRACE, "/transfers", transferOf(from, to, "5")));

    assertThat(traces(from).get(2), equalTo(Optional.of("00-" + TRACE)));
    assertThat(traces(to).get(1), equalTo(Optional.of("00-" + TRACE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace",
        "ff-" + TRACE,
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01"
      })
  void anInvalidTraceIsNotKept(String header) {
    String id = open();

    accepted(traced(header, "/accounts/" + id + "/credits", amount("5")));

    assertThat(traces(id), equalTo(List.of(Optional.empty(), Optional.empty())));
  }

  private static Response traced(String header, String path, String json) {
    return request()
        .header("traceparent", header)
        .contentType("application/json")
        .body(json)
        .post(path);
  }

  private static List<Optional<String>> traces(String account) {
    return rows().of(account).stream()
        .flatMap(row -> row.get("Events").l().stream())
        .map(event -> Optional.ofNullable(event.m().get("TraceParent")).map(AttributeValue::s))
        .toList();
  }
}
