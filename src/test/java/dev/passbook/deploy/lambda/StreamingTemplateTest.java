package dev.passbook.deploy.lambda;

import static dev.passbook.deploy.lambda.Template.names;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.deploy.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checks the stack with streams and group commit as far as possible without AWS. */
class StreamingTemplateTest {
  private static final Template TEMPLATE = Template.at(Template.STREAMING);
  private static final JsonNode FUNCTION = TEMPLATE.properties("Function");
  private static final JsonNode VARIABLES = FUNCTION.at("/Environment/Variables");

  /** The longest that a REST API and Lambda allow. */
  private static final int LONGEST_SECONDS = 900;

  private static final int IDLE_TIMEOUT_SECONDS = 300;

  @Test
  void theApiStreamsToTheFunctionsAlias() {
    JsonNode path = TEMPLATE.properties("Api").at("/DefinitionBody/paths").path("/{proxy+}");
    JsonNode integration =
        path.at("/x-amazon-apigateway-any-method/x-amazon-apigateway-integration");
    String uri = integration.at("/uri/Fn::Sub").asText();

    assertEquals("STREAM", integration.path("responseTransferMode").asText());
    assertEquals("aws_proxy", integration.path("type").asText());
    assertEquals("POST", integration.path("httpMethod").asText());
    assertTrue(uri.contains("/2021-11-15/functions/${Function.Alias}/"), uri);
    assertTrue(uri.endsWith("/response-streaming-invocations"), uri);
    assertEquals(Template.ref("Function.Alias"), permission().path("FunctionName"));
    assertEquals("apigateway.amazonaws.com", permission().path("Principal").asText());
    assertTrue(
        TEMPLATE.properties("Api").at("/EndpointConfiguration/Type").asText().equals("REGIONAL"),
        "an edge-optimised one closes a stream that is silent for 30 s");
  }

  @Test
  void aStreamMayLastAsLongAsTheGatewayAllowsAndIsNeverSilentForLong() {
    assertEquals(LONGEST_SECONDS, FUNCTION.path("Timeout").asInt());
    assertTrue(
        TEMPLATE
            .properties("Api")
            .path("DefinitionBody")
            .toString()
            .contains("\"timeoutInMillis\":" + LONGEST_SECONDS * 1000));
    int heartbeat =
        Integer.parseInt(VARIABLES.path("PASSBOOK_SSE_HEARTBEAT").asText().replace("s", ""));
    assertTrue(heartbeat < IDLE_TIMEOUT_SECONDS / 2);
    assertFalse(VARIABLES.has("PASSBOOK_SSE_ENABLED"));
  }

  /** Both stacks may serve one table, during an upgrade as well. */
  @Test
  void anUpgradeHasTheSameParametersAsThatOfTheFunction() {
    Template function = Template.at(Template.FILE);
    Map<String, String> variables =
        Map.of(
            "AccountControls", "PASSBOOK_ACCOUNT_CONTROLS",
            "Chain", "PASSBOOK_CHAIN",
            "KeyedWrites", "PASSBOOK_KEYED_WRITES");

    variables.forEach(
        (parameter, variable) -> {
          assertEquals(function.parameter(parameter), TEMPLATE.parameter(parameter));
          assertEquals(Template.ref(parameter), VARIABLES.path(variable));
        });
  }

  /** Group commit needs commands of one account that wait at the same time in one process. */
  @Test
  void anEnvironmentWorksOnManyRequestsAtOnce() {
    JsonNode capacity = FUNCTION.path("CapacityProviderConfig");

    assertEquals(Template.attribute("Instances", "Arn"), capacity.path("Arn"));
    assertEquals(
        Template.ref("Concurrency"), capacity.path("PerExecutionEnvironmentMaxConcurrency"));
    assertTrue(TEMPLATE.parameter("Concurrency").path("Default").asInt() > 1);
  }

  @Test
  void theAdapterReachesTheServiceAndItsReadinessProbe() {
    assertEquals(VARIABLES.path("QUARKUS_HTTP_PORT"), VARIABLES.path("AWS_LWA_PORT"));
    assertEquals(
        VARIABLES.path("QUARKUS_MANAGEMENT_PORT"), VARIABLES.path("AWS_LWA_READINESS_CHECK_PORT"));
    assertEquals("response_stream", VARIABLES.path("AWS_LWA_INVOKE_MODE").asText());
    assertEquals(
        "[\"IsNative\",{\"Ref\":\"AWS::NoValue\"},\"/opt/bootstrap\"]",
        VARIABLES.at("/AWS_LAMBDA_EXEC_WRAPPER/Fn::If").toString());
    assertEquals(2, FUNCTION.at("/Layers/0/Fn::If").size() - 1, "one for each architecture");
  }

  @Test
  void theHandlerIsAScriptThatExists() {
    assertTrue(
        Files.isExecutable(Template.STREAMING.resolveSibling(FUNCTION.path("Handler").asText())));
    assertEquals(
        Path.of("target", "streaming"),
        Template.STREAMING.resolveSibling(FUNCTION.path("CodeUri").asText()).normalize());
  }

  @Test
  void theServiceOrTheAdapterKnowsEveryVariable() throws IOException {
    Set<String> unknown = new TreeSet<>(names(VARIABLES));
    unknown.removeAll(ServiceSettings.variables().keySet());
    unknown.removeIf(name -> name.startsWith("AWS_LWA_"));

    assertEquals(
        Set.of("AWS_LAMBDA_EXEC_WRAPPER", "QUARKUS_HTTP_PORT", "QUARKUS_MANAGEMENT_PORT"), unknown);
    assertEquals(Template.ref("TableName"), VARIABLES.path("PASSBOOK_TABLE_NAME"));
    assertEquals("jwt", VARIABLES.path("PASSBOOK_AUTH").asText());
    String guide = Files.readString(Path.of("deploy", "README.md"));
    assertTrue(guide.contains("| `StreamingErrorsAlarm` |"));
  }

  private static JsonNode permission() {
    return TEMPLATE.properties("MayCall");
  }
}
