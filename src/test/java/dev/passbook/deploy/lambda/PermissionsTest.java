package dev.passbook.deploy.lambda;

import static dev.passbook.deploy.lambda.Template.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.GuideTables;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checks that the function's rights are exactly those that the compiled code needs. */
class PermissionsTest {
  private static final Set<String> ALL =
      ActionsOfTheCode.in(
          "dev.passbook.banking",
          "dev.passbook.eventstore",
          "dev.passbook.http",
          "dev.passbook.rows",
          "dev.passbook.operations");
  private static final Set<String> SERVING =
      difference(
          difference(ALL, ActionsOfTheCode.FOR_CREATING), ActionsOfTheCode.FOR_THE_LOCAL_TABLE);

  @Test
  void theCodesActionsAreFound() {
    assertTrue(
        SERVING.containsAll(Set.of("dynamodb:Query", "dynamodb:PutItem")), SERVING::toString);
    assertTrue(ALL.containsAll(ActionsOfTheCode.FOR_CREATING), ALL::toString);
    assertTrue(ALL.containsAll(ActionsOfTheCode.FOR_THE_LOCAL_TABLE), ALL::toString);
  }

  @Test
  void theFunctionHasTheRightsThatTheCodeNeedsOnItsTable() {
    JsonNode statement = statement("table");

    assertEquals(SERVING, texts(statement.path("Action")));
    assertEquals(Template.attribute("Table", "Arn"), statement.path("Resource"));
  }

  @Test
  void theFunctionMayOnlyReadLists() {
    JsonNode statement = statement("lists");

    assertEquals(Set.of("dynamodb:Query"), texts(statement.path("Action")));
    assertEquals("${Table.Arn}/index/Listing", statement.at("/Resource/Fn::Sub").asText());
  }

  @Test
  void theFunctionMayOtherwiseOnlyLogAndTrace() {
    assertEquals(Template.attribute("FunctionLog", "Arn"), statement("log").path("Resource"));
    Set<String> others = new TreeSet<>();
    for (JsonNode policy : policies()) {
      policy
          .at("/PolicyDocument/Statement")
          .forEach(statement -> others.addAll(texts(statement.path("Action"))));
    }
    others.removeAll(SERVING);

    assertEquals(
        Set.of(
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments"),
        others);
    assertTrue(Template.read().tree().findValues("ManagedPolicyArns").isEmpty());
    assertTrue(!Template.read().properties("Function").has("Policies"));
  }

  @Test
  void theGuideListsTheSameRights() {
    assertEquals(SERVING, inTheGuide("serving"));
    assertEquals(ActionsOfTheCode.FOR_CREATING, inTheGuide("`PASSBOOK_TABLE_CREATE=true`"));
  }

  private static Set<String> inTheGuide(String purpose) {
    return GuideTables.in("Permissions").stream()
        .filter(row -> row.get(0).equals(purpose))
        .map(row -> GuideTables.codes(row.get(1)))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode statement(String policy) {
    for (JsonNode candidate : policies()) {
      if (candidate.path("PolicyName").asText().equals(policy)) {
        assertEquals(1, candidate.at("/PolicyDocument/Statement").size());
        return candidate.at("/PolicyDocument/Statement").get(0);
      }
    }
    throw new AssertionError("No policy " + policy);
  }

  private static JsonNode policies() {
    return Template.read().properties("FunctionRole").path("Policies");
  }

  private static Set<String> difference(Set<String> all, Set<String> without) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(without);
    return rest;
  }
}
