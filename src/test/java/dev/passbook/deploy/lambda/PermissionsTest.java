package dev.passbook.deploy.lambda;

import static dev.passbook.deploy.lambda.Template.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.GuideTables;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that the rights of each use are exactly those that the compiled code needs. */
class PermissionsTest {
  private static final Template TABLE = Template.table();
  private static final String ARN =
      "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${TableName}";

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

  /** The further calls of the relay's code, which only its process and pods make. */
  private static final Set<String> OF_A_PROCESS =
      Set.of("dynamodb:DescribeTable", "dynamodb:PutItem", "dynamodb:Scan");

  @Test
  void theCodesActionsAreFound() {
    assertTrue(
        SERVING.containsAll(Set.of("dynamodb:Query", "dynamodb:PutItem")), SERVING::toString);
    assertTrue(ALL.containsAll(ActionsOfTheCode.FOR_CREATING), ALL::toString);
    assertTrue(ALL.containsAll(ActionsOfTheCode.FOR_THE_LOCAL_TABLE), ALL::toString);
  }

  @Test
  void theServiceHasTheRightsThatItsCodeNeeds() {
    assertEquals(SERVING, actions("ServingPolicy", "Table"));
    assertEquals(2, statements("ServingPolicy"));
  }

  @Test
  void theRelayHasTheRightsThatItsCodeNeeds() {
    Set<String> function = actions("RelayPolicy", "Table");

    assertEquals(Set.of("dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"), function);
    assertEquals(OF_A_PROCESS, actions("RelayProcessPolicy", "Table"));
    Set<String> both = new TreeSet<>(function);
    both.addAll(OF_A_PROCESS);
    assertTrue(both.containsAll(ActionsOfTheCode.in("dev.passbook.streaming")), both::toString);
    assertEquals(
        Set.of("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"),
        actions("RelayPolicy", "Stream"));
    assertEquals(Set.of("dynamodb:ListStreams"), actions("RelayPolicy", "Streams"));
    assertEquals(Set.of("kinesis:PutRecord"), actions("RelayProcessPolicy", "Events"));
  }

  @Test
  void operatorsMayRunEveryCommandAndDeleteNothing() {
    Set<String> operator = actions("OperatorPolicy", "Table");

    assertTrue(operator.containsAll(SERVING), operator::toString);
    Set<String> needed =
        difference(
            ActionsOfTheCode.in("dev.passbook"),
            Set.of("dynamodb:CreateTable", "dynamodb:UpdateTimeToLive"));
    assertEquals(Set.of(), difference(needed, operator));
    assertFalse(operator.toString().matches(".*(Delete|Create|Update(?!Item)|\\*).*"));
    assertEquals(actions("RelayPolicy", "Stream"), actions("OperatorPolicy", "Stream"));
    assertEquals(Set.of("kinesis:PutRecord"), actions("OperatorPolicy", "Events"));
    assertEquals(4, statements("OperatorPolicy"));
  }

  @Test
  void anotherTableIsOnlyRead() {
    assertEquals(
        Set.of("dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"),
        actions("SourceTablePolicy", "SourceTable"));
    assertEquals(
        ARN.replace("TableName", "SourceTableName"),
        TABLE.statement("SourceTablePolicy", "SourceTable").at("/Resource/Fn::Sub").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "ServingPolicy, Table, ''",
    "ServingPolicy, Lists, /index/Listing",
    "RelayPolicy, Table, ''",
    "RelayPolicy, Stream, /stream/*",
    "RelayProcessPolicy, Table, ''",
    "RelayProcessPolicy, Lists, /index/Listing",
    "OperatorPolicy, Table, ''",
    "OperatorPolicy, Lists, /index/Listing",
    "OperatorPolicy, Stream, /stream/*"
  })
  void everyRightIsOnTheOneTable(String policy, String statement, String part) {
    assertEquals(ARN + part, TABLE.statement(policy, statement).at("/Resource/Fn::Sub").asText());
  }

  @ParameterizedTest
  @CsvSource({"ServingPolicy", "RelayProcessPolicy", "OperatorPolicy"})
  void listsAreOnlyRead(String policy) {
    assertEquals(Set.of("dynamodb:Query"), actions(policy, "Lists"));
  }

  @Test
  void theFunctionMayOtherwiseOnlyLogAndTrace() {
    JsonNode role = Template.read().properties("FunctionRole");
    Set<String> others = new TreeSet<>();
    for (JsonNode policy : role.path("Policies")) {
      policy
          .at("/PolicyDocument/Statement")
          .forEach(statement -> others.addAll(texts(statement.path("Action"))));
    }

    assertEquals(Template.ref("ServingPolicyArn"), role.at("/ManagedPolicyArns/0"));
    assertEquals(2, role.path("ManagedPolicyArns").size());
    assertEquals(
        Set.of(
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments"),
        others);
    assertEquals(
        Template.attribute("FunctionLog", "Arn"),
        role.at("/Policies/0/PolicyDocument/Statement/0/Resource"));
    assertFalse(Template.read().properties("Function").has("Policies"));
  }

  @Test
  void theGuideListsTheSameRights() {
    assertEquals(SERVING, inTheGuide("serving"));
    assertEquals(ActionsOfTheCode.FOR_CREATING, inTheGuide("`PASSBOOK_TABLE_CREATE=true`"));
    assertEquals(actions("RelayPolicy", "Table"), inTheGuide("the relay"));
    assertEquals(OF_A_PROCESS, inTheGuide("the relay's process and pods, in addition"));
    assertEquals(actions("OperatorPolicy", "Table"), inTheGuide("operators' commands"));
  }

  private static Set<String> inTheGuide(String purpose) {
    return GuideTables.in("Permissions").stream()
        .filter(row -> row.get(0).equals(purpose))
        .map(row -> GuideTables.codes(row.get(row.size() - 1)))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> actions(String policy, String statement) {
    return texts(TABLE.statement(policy, statement).path("Action"));
  }

  private static int statements(String policy) {
    return TABLE.properties(policy).at("/PolicyDocument/Statement").size();
  }

  private static Set<String> difference(Set<String> all, Set<String> without) {
    Set<String> rest = new HashSet<>(all);
    rest.removeAll(without);
    return rest;
  }
}
