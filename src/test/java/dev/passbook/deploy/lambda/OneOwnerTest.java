package dev.passbook.deploy.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Checks that two stacks never own one resource. The second stack could not be created, or would
 * change what the first one relies on.
 */
class OneOwnerTest {
  /** The properties that name a resource in AWS. Without one, CloudFormation makes up a name. */
  private static final Set<String> NAMES =
      Set.of(
          "AlarmName",
          "AnalysisId",
          "ApplicationName",
          "BackupVaultName",
          "BucketName",
          "DashboardId",
          "DashboardName",
          "DataSetId",
          "DataSourceId",
          "DeliveryStreamName",
          "FunctionName",
          "GroupName",
          "LogGroupName",
          "ManagedPolicyName",
          "Name",
          "QueueName",
          "RoleName",
          "StateMachineName",
          "TableName",
          "TemplateId");

  /** These have names of their own only within another resource. */
  private static final Set<String> WITHIN_ANOTHER =
      Set.of(
          "AWS::Athena::NamedQuery",
          "AWS::Logs::LogStream",
          "AWS::Logs::MetricFilter",
          "AWS::QuickSight::RefreshSchedule");

  @Test
  void twoStacksNeverOwnOneResource() {
    Map<String, List<String>> owners = new HashMap<>();
    for (Template stack : Template.all()) {
      String description = stack.tree().path("Description").asText();
      named(stack)
          .forEach(name -> owners.computeIfAbsent(name, n -> new ArrayList<>()).add(description));
    }
    Set<String> contested = new TreeSet<>();
    owners.forEach(
        (name, stacks) -> {
          if (stacks.size() > 1) {
            contested.add(name + ": " + stacks);
          }
        });

    assertEquals(Set.of(), contested);
    assertTrue(owners.containsKey("AWS::DynamoDB::Table Passbook"), owners::toString);
    assertTrue(owners.containsKey("AWS::Kinesis::Stream passbook-events"), owners::toString);
  }

  @Test
  void onlyTheTablesStackOwnsATable() {
    List<Template> owners =
        Template.all().stream()
            .filter(stack -> !stack.resources("AWS::DynamoDB::Table").isEmpty())
            .toList();

    assertEquals(List.of(Template.table()), owners);
  }

  @Test
  void aContestedNameIsFound() {
    Template one =
        Template.of(
            "Resources:\n  A:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: lake");
    Template other =
        Template.of(
            "Parameters:\n  Lake:\n    Type: String\n    Default: lake\nResources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      BucketName: !Ref Lake");

    assertEquals(Set.of("AWS::S3::Bucket lake"), named(one));
    assertEquals(named(one), named(other));
  }

  /** Returns the type and the name of each named resource, with the parameters' defaults. */
  private static Set<String> named(Template stack) {
    Set<String> named = new TreeSet<>();
    for (JsonNode resource : stack.tree().path("Resources")) {
      String type = resource.path("Type").asText();
      if (!WITHIN_ANOTHER.contains(type)) {
        for (var property : resource.path("Properties").properties()) {
          if (NAMES.contains(property.getKey())) {
            String name = value(stack, property.getValue());
            if (!name.contains("${AWS::StackName}") && !name.contains("AWS::StackId")) {
              named.add(type + " " + name);
            }
          }
        }
      }
    }
    return named;
  }

  private static String value(Template stack, JsonNode name) {
    if (name.has("Ref")) {
      String parameter = name.path("Ref").asText();
      return parameter.equals("AWS::StackName")
          ? "${AWS::StackName}"
          : stack.parameter(parameter).path("Default").asText(parameter);
    }
    return name.isTextual() ? name.asText() : name.toString();
  }
}
