package dev.passbook.deploy.lambda;

import static dev.passbook.deploy.lambda.Template.names;
import static dev.passbook.deploy.lambda.Template.texts;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.passbook.deploy.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Checks the template as far as possible without AWS. */
class TemplateTest {
  private static final Template TEMPLATE = Template.read();
  private static final JsonNode FUNCTION = TEMPLATE.properties("Function");
  private static final JsonNode API = TEMPLATE.properties("Api");
  private static final int API_GATEWAY_TIMEOUT = 30;

  static List<Template> stacks() {
    return Template.all();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void everyReferenceResolvesAndEveryDeclarationIsUsed(Template template) {
    assertEquals(List.of(), template.looseEnds());
  }

  @ParameterizedTest
  @CsvSource({
    "!Ref Nowhere, Ref Nowhere",
    "!GetAtt Nowhere.Arn, Fn::GetAtt Nowhere.Arn",
    "!GetAtt Role.Name, Fn::GetAtt Role.Name",
    "'!Sub \"${Nowhere}/${Role.Arn}\"', Fn::Sub Nowhere",
    "'!If [Never, 1, 2]', Fn::If Never"
  })
  void aBrokenReferenceIsFound(String value, String found) {
    Template broken =
        Template.of(
            "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      A: " + value);

    assertEquals(List.of(found), broken.looseEnds());
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void sectionsAndResourcesAreKnown(Template template) {
    Set<String> sections = names(template.tree());
    sections.remove("Conditions");
    Set<String> expected =
        new TreeSet<>(
            Set.of(
                "AWSTemplateFormatVersion", "Description", "Parameters", "Resources", "Outputs"));
    if (!template.resources("AWS::Serverless::Function").isEmpty()) {
      expected.add("Transform");
    }
    assertEquals(expected, sections);
    for (JsonNode resource : template.tree().path("Resources")) {
      Set<String> members = names(resource);
      members.removeAll(
          Set.of(
              "Type",
              "Properties",
              "Condition",
              "DeletionPolicy",
              "UpdateReplacePolicy",
              "DependsOn"));
      assertEquals(Set.of(), members, resource::toString);
      assertTrue(resource.path("Type").asText().startsWith("AWS::"), resource::toString);
    }
  }

  @Test
  void theFunctionUsesTheBuiltArtefact() {
    assertEquals(Template.ref("Runtime"), FUNCTION.path("Runtime"));
    assertEquals("provided.al2023", TEMPLATE.parameter("Runtime").path("Default").asText());
    assertEquals(
        "[\"IsNative\",{\"Ref\":\"AWS::NoValue\"},{\"ApplyOn\":\"PublishedVersions\"}]",
        FUNCTION.at("/SnapStart/Fn::If").toString());
    assertEquals(Template.ref("Architecture"), FUNCTION.path("Architectures").get(0));
    assertEquals(
        Set.of("arm64", "x86_64"), texts(TEMPLATE.parameter("Architecture").path("AllowedValues")));
    assertEquals(
        Path.of("target", "function.zip"),
        Template.FILE.resolveSibling(FUNCTION.path("CodeUri").asText()).normalize());
    assertEquals("Active", FUNCTION.path("Tracing").asText());
    assertEquals(Template.attribute("FunctionRole", "Arn"), FUNCTION.path("Role"));
  }

  /**
   * An alarm on the API can't be referenced, because the API needs the alias, and the alias its
   * deployment. A name that no alarm has would stop every deployment.
   */
  @Test
  void anAlarmTakesADeploymentBack() {
    JsonNode deployment = FUNCTION.path("DeploymentPreference");
    Set<String> named = new TreeSet<>();
    Set<String> referenced = new TreeSet<>();
    for (JsonNode alarm : deployment.path("Alarms")) {
      named.add(alarm.path("Fn::Sub").asText());
      referenced.add(alarm.path("Ref").asText());
    }

    assertEquals(Template.ref("DeploymentType"), deployment.path("Type"));
    for (String alarm : List.of("ServerErrorsAlarm", "LatencyAlarm")) {
      assertTrue(named.contains(TEMPLATE.properties(alarm).at("/AlarmName/Fn::Sub").asText()));
    }
    assertEquals(
        Set.of("", "FunctionErrorsAlarm", "InternalErrorsAlarm", "OutcomesUnknownAlarm"),
        referenced);
  }

  /** The service must respond before the function times out, and the function before the API. */
  @Test
  void outerTimeoutsAreLonger() {
    long budget = ServiceSettings.requestTimeout().toSeconds();
    int function = FUNCTION.path("Timeout").asInt();

    assertEquals(budget + "s", variables().path("PASSBOOK_REQUEST_TIMEOUT").asText());
    assertTrue(budget < function, () -> budget + " " + function);
    for (JsonNode event : FUNCTION.path("Events")) {
      double api = event.at("/Properties/TimeoutInMillis").asInt() / 1000.0;
      assertTrue(function < api && api < API_GATEWAY_TIMEOUT, event::toString);
    }
  }

  @Test
  void theServiceOrItsRuntimeKnowsEveryVariable() {
    Set<String> unknown = new TreeSet<>(names(variables()));
    unknown.removeAll(ServiceSettings.variables().keySet());

    assertEquals(Set.of("DISABLE_SIGNAL_HANDLERS"), unknown);
    assertEquals(Template.ref("TableName"), variables().path("PASSBOOK_TABLE_NAME"));
  }

  @Test
  void exactlyThePathsOfTheContractAreRouted() throws IOException {
    Path contract = Path.of("src", "main", "resources", "META-INF", "openapi.yaml");
    Map<String, Map<String, Object>> document =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(contract));
    Set<String> served =
        document.get("paths").keySet().stream()
            .map(path -> path.replaceFirst("^(/[^/]+)/.+", "$1/{proxy+}"))
            .collect(toSet());
    Set<String> routed = new HashSet<>();
    for (JsonNode event : FUNCTION.path("Events")) {
      assertEquals("HttpApi", event.path("Type").asText());
      assertEquals("ANY", event.at("/Properties/Method").asText());
      assertEquals(Template.ref("Api"), event.at("/Properties/ApiId"));
      routed.add(event.at("/Properties/Path").asText());
    }

    assertEquals(served, routed);
  }

  @Test
  void everyRouteRequiresATokenAndIsThrottledWithoutCors() {
    JsonNode auth = API.path("Auth");
    JsonNode tokens = auth.path("Authorizers").path(auth.path("DefaultAuthorizer").asText());

    assertEquals(Template.ref("JwtIssuer"), tokens.at("/JwtConfiguration/issuer"));
    assertEquals(Template.ref("JwtAudience"), tokens.at("/JwtConfiguration/audience"));
    assertEquals("$request.header.Authorization", tokens.path("IdentitySource").asText());
    assertFalse(TEMPLATE.parameter("JwtIssuer").has("Default"));
    assertFalse(TEMPLATE.parameter("JwtAudience").has("Default"));
    assertTrue(TEMPLATE.tree().findValues("Authorizer").isEmpty(), "no route opts out");
    assertEquals(Template.ref("RateLimit"), API.at("/DefaultRouteSettings/ThrottlingRateLimit"));
    assertEquals(Template.ref("BurstLimit"), API.at("/DefaultRouteSettings/ThrottlingBurstLimit"));
    assertFalse(API.has("CorsConfiguration"));
  }

  @Test
  void logsAreJsonAndExpire() throws JsonProcessingException {
    JsonNode access = API.path("AccessLogSettings");
    JsonNode line = new ObjectMapper().readTree(access.path("Format").asText());

    line.forEach(value -> assertTrue(value.asText().startsWith("$context."), value::toString));
    assertFalse(line.toString().contains("path"), "a path names an account");
    assertEquals(Template.attribute("AccessLog", "Arn"), access.path("DestinationArn"));
    assertEquals(Template.ref("FunctionLog"), FUNCTION.at("/LoggingConfig/LogGroup"));
    List<JsonNode> logs = TEMPLATE.resources("AWS::Logs::LogGroup");
    assertTrue(logs.size() >= 2);
    logs.forEach(
        log ->
            assertEquals(Template.ref("LogRetentionDays"), log.at("/Properties/RetentionInDays")));
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void defaultsAreValid(Template template) {
    for (JsonNode parameter : template.tree().path("Parameters")) {
      if (parameter.has("Default") && parameter.has("AllowedPattern")) {
        assertTrue(
            Pattern.matches(
                parameter.path("AllowedPattern").asText(), parameter.path("Default").asText()),
            parameter::toString);
      }
      if (parameter.has("Default") && parameter.has("AllowedValues")) {
        assertTrue(
            texts(parameter.path("AllowedValues")).contains(parameter.path("Default").asText()),
            parameter::toString);
      }
      assertFalse(parameter.path("Description").asText().isBlank(), parameter::toString);
    }
  }

  private static JsonNode variables() {
    return FUNCTION.path("Environment").path("Variables");
  }
}
