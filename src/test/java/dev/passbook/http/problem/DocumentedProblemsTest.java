package dev.passbook.http.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.passbook.account.Currencies;
import dev.passbook.account.Money;
import dev.passbook.account.Refusal;
import dev.passbook.account.Refusal.Reason;
import dev.passbook.banking.Lookup.Missing;
import dev.passbook.eventstore.StoreUnavailable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every example of a problem in the OpenAPI document equals the served one, to the byte. */
class DocumentedProblemsTest {
  private static final YAMLMapper EXACT =
      YAMLMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static Map<String, Problem> made() {
    Map<String, Problem> made = new TreeMap<>();
    made.put("InvalidRequest", Problems.of(refusal(Reason.AMOUNT_TOO_FINE)));
    made.put("Unauthorized", Problems.unauthorized());
    made.put("Forbidden", Problems.forbidden("The token lacks the scope accounts:read"));
    made.put("TooManyRequests", Problems.tooManyRequests());
    made.put("KeysUnavailable", Problems.keysMissing());
    made.put("AccountNotFound", Problems.of(Missing.ACCOUNT));
    made.put("VersionNotFound", Problems.of(Missing.VERSION));
    made.put("TransferNotFound", Problems.of(Missing.TRANSFER));
    made.put("ConcurrentUpdate", Problems.concurrentUpdate());
    made.put("VersionMismatch", Problems.versionMismatch(5));
    made.put("InsufficientFunds", Problems.of(refusal(Reason.INSUFFICIENT_FUNDS)));
    made.put("BalanceLimit", Problems.of(refusal(Reason.BALANCE_LIMIT)));
    made.put("BalanceNotZero", Problems.of(refusal(Reason.BALANCE_NOT_ZERO)));
    made.put("AccountIsClosed", Problems.of(refusal(Reason.ACCOUNT_CLOSED)));
    made.put("CurrencyMismatch", Problems.of(refusal(Reason.CURRENCY_MISMATCH)));
    made.put("IdempotencyKeyReused", Problems.keyReused());
    made.put("InternalError", Problems.internalError());
    made.put("Overloaded", Problems.overloaded());
    made.put("Stopping", Problems.closing());
    made.put("StoreUnavailable", Problems.of(new StoreUnavailable("", false, null)));
    made.put("OutcomeUnknown", Problems.of(new StoreUnavailable("", true, null)));
    made.put("NoSuchSchema", Problems.protocol(404));
    made.put("NotAcceptable", Problems.protocol(406));
    made.put("ContentTooLarge", Problems.protocol(413));
    made.put("UnsupportedMediaType", Problems.protocol(415));
    return made;
  }

  private static Refusal refusal(Reason reason) {
    return new Refusal(reason, euros("50"), euros("70"));
  }

  private static Money euros(String value) {
    return new Money(new BigDecimal(value), Currencies.of("EUR"));
  }

  @Test
  void everyExampleEqualsTheServedProblem() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    Map<String, String> served = new TreeMap<>();
    for (Map.Entry<String, JsonNode> example : examples().properties()) {
      JsonNode value = example.getValue().path("value");
      if (value.has("title") && value.has("status")) {
        documented.put(example.getKey(), value.toString());
        Problem problem = made().get(example.getKey());
        String instance = value.path("instance").asText();
        served.put(example.getKey(), problem == null ? "" : problem.json(instance));
      }
    }

    assertEquals(made().keySet(), documented.keySet());
    assertEquals(lines(served), lines(documented));
  }

  @Test
  void everyTypeOfProblemHasAnExample() throws IOException {
    Set<String> shown = new TreeSet<>();
    examples().forEach(example -> shown.add(example.at("/value/type").asText()));

    for (ProblemType type : ProblemType.values()) {
      assertEquals(true, shown.contains(type.uri()), type.uri());
    }
  }

  private static String lines(Map<String, String> problems) {
    return String.join("\n", problems.values());
  }

  private static JsonNode examples() throws IOException {
    try (var in = DocumentedProblemsTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return EXACT.readTree(in).at("/components/examples");
    }
  }
}
