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
import java.util.EnumMap;
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
    made.put("InvalidRequest", RefusalProblems.of(refusal(Reason.AMOUNT_TOO_FINE)));
    made.put("Unauthorized", Problems.unauthorized());
    made.put("Forbidden", Problems.forbidden("The token lacks the scope accounts:read"));
    made.put("TooManyRequests", Problems.tooManyRequests());
    made.put("KeysUnavailable", Problems.keysMissing());
    made.put("AccountNotFound", Problems.of(Missing.ACCOUNT));
    made.put("VersionNotFound", Problems.of(Missing.VERSION));
    made.put("TransferNotFound", Problems.of(Missing.TRANSFER));
    made.put("ConcurrentUpdate", Problems.concurrentUpdate());
    made.put("VersionMismatch", Problems.versionMismatch(5));
    made.put("InsufficientFunds", RefusalProblems.of(refusal(Reason.INSUFFICIENT_FUNDS)));
    made.put("BalanceLimit", RefusalProblems.of(refusal(Reason.BALANCE_LIMIT)));
    made.put("BalanceNotZero", RefusalProblems.of(refusal(Reason.BALANCE_NOT_ZERO)));
    made.put("AccountIsClosed", RefusalProblems.of(refusal(Reason.ACCOUNT_CLOSED)));
    made.put("CurrencyMismatch", RefusalProblems.of(refusal(Reason.CURRENCY_MISMATCH)));
    made.put("HoldNotFound", Problems.of(Missing.HOLD));
    made.put(
        "HoldExceeded",
        RefusalProblems.of(with(Reason.HOLD_EXCEEDED, Refusal.Sum.REMAINING, "20")));
    made.put("HoldNotActive", RefusalProblems.holdNotActive("expired", "2026-02-07T12:00:03.000Z"));
    made.put("HoldsOutstanding", RefusalProblems.of(refusal(Reason.HOLDS_OUTSTANDING)));
    made.put("TooManyHolds", RefusalProblems.of(refusal(Reason.TOO_MANY_HOLDS)));
    made.put("DebitsRestricted", RefusalProblems.of(refusal(Reason.DEBITS_RESTRICTED)));
    made.put("CreditsRestricted", RefusalProblems.of(refusal(Reason.CREDITS_RESTRICTED)));
    made.put(
        "LimitBelowUse", RefusalProblems.of(with(Reason.LIMIT_BELOW_USE, Refusal.Sum.USED, "150")));
    made.put("EventAlreadyReversed", RefusalProblems.alreadyReversed("4"));
    made.put(
        "TransferAlreadyReversed",
        RefusalProblems.alreadyReversed("7f0d2f0e-3c55-4d1b-8e6f-5a9b1c2d3e4f-10"));
    made.put("NotReversible", RefusalProblems.of(refusal(Reason.NOT_REVERSIBLE)));
    made.put("OperatorsOnly", Problems.forbidden("Only an operator does this"));
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
    var sums = new EnumMap<Refusal.Sum, Money>(Refusal.Sum.class);
    sums.put(Refusal.Sum.BALANCE, euros("50"));
    if (reason == Reason.INSUFFICIENT_FUNDS) {
      sums.put(Refusal.Sum.HELD, euros("30"));
      sums.put(Refusal.Sum.AVAILABLE, euros("20"));
      sums.put(Refusal.Sum.AMOUNT, euros("70"));
    }
    return new Refusal(reason, sums);
  }

  private static Refusal with(Reason reason, Refusal.Sum sum, String value) {
    return new Refusal(reason, Map.of(sum, euros(value)));
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
