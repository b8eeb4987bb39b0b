package dev.passbook.http.contract;

import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No number in a body keeps the service busy or makes it fail. */
@QuarkusTest
class HugeNumbersTest extends PassbookOverHttp {

  static Stream<String> numbers() {
    return Stream.of(
        "0." + "0".repeat(1_001),
        "1." + "0".repeat(1_001),
        "1." + "0".repeat(15_000),
        "-0." + "0".repeat(1_001),
        "0." + "0".repeat(1_001) + "1",
        "1" + "0".repeat(1_001),
        "1" + "0".repeat(1_001) + "e-1001",
        "1" + "0".repeat(1_001) + ".0",
        "0." + "0".repeat(1_001) + "1e1002",
        "1e" + "0".repeat(1_001) + "1",
        "1e-" + "0".repeat(1_001) + "1",
        "1e" + "9".repeat(1_001),
        "9".repeat(15_000),
        "1e999999999",
        "1e-999999999",
        "1e2147483647",
        "1e2147483648",
        "1e-2147483647",
        "1e-2147483648",
        "1e99999999999999999999",
        "0e999999999",
        "0e99999999999",
        "0.1e-2147483647");
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aHugeNumberIsRefused(String number) {
    String id = open();

    for (String body :
        new String[] {
          amount(number),
          "{\"amount\":1,\"x\":" + number + "}",
          "{\"amount\":1,\"reference\":" + number + "}",
          "{\"amount\":1,\"x\":{\"y\":[" + number + "]}}",
          "{\"amount\":[" + number + "]}",
          "[" + number + "]",
          number
        }) {
      problem(post("/accounts/" + id + "/credits", body), 400, "invalid-request");
      problem(post("/accounts/" + id + "/withdrawals", body), 400, "invalid-request");
      problem(post("/accounts", body), 400, "invalid-request");
      problem(post("/accounts/" + id + "/closure", body), 400, "invalid-request");
      problem(post("/transfers", body), 400, "invalid-request");
    }
  }

  @Test
  void aNumberOfAThousandZerosIsRead() {
    accepted(credit(open(), "1." + "0".repeat(997)));
  }
}
