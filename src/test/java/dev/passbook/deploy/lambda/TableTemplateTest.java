package dev.passbook.deploy.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what protects the table and who may assume the roles of pods. */
class TableTemplateTest {
  private static final Template TEMPLATE = Template.table();
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  private static final Map<String, String> VALUES =
      Map.of(
          "AWS::Partition", "aws",
          "AWS::AccountId", "123456789012",
          "PodNamespace", "passbook",
          "ServiceAccount", "passbook",
          "RelayServiceAccount", "passbook-relay",
          "OperatorServiceAccount", "passbook-operator",
          "OidcProvider", "oidc.eks.eu-west-1.amazonaws.com/id/ABC");

  @Test
  void theTableIsProtectedAndEncrypted() {
    JsonNode table = TEMPLATE.tree().at("/Resources/Table");
    JsonNode properties = table.path("Properties");

    assertEquals("Retain", table.path("DeletionPolicy").asText());
    assertEquals("Retain", table.path("UpdateReplacePolicy").asText());
    assertTrue(properties.path("DeletionProtectionEnabled").asBoolean());
    assertTrue(
        properties.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled").asBoolean());
    assertTrue(properties.at("/SSESpecification/SSEEnabled").asBoolean());
    assertEquals(
        "[\"HasTableKey\",{\"Ref\":\"TableKeyArn\"},{\"Ref\":\"AWS::NoValue\"}]",
        properties.at("/SSESpecification/KMSMasterKeyId/Fn::If").toString());
  }

  /** Whatever refers to the resource would be missing with a table that exists already. */
  @Test
  void onlyTheTablesOutputsReferToTheResource() {
    Set<String> referring = new TreeSet<>();
    for (String section : Set.of("Resources", "Outputs")) {
      TEMPLATE
          .tree()
          .path(section)
          .properties()
          .forEach(
              each -> {
                String text = each.getValue().toString();
                if (text.contains("{\"Ref\":\"Table\"}")
                    || text.contains("[\"Table\",")
                    || text.contains("${Table.")) {
                  referring.add(each.getKey());
                }
              });
    }

    assertEquals(Set.of("TableName", "TableStreamArn"), referring);
    for (String output : referring) {
      JsonNode choice = TEMPLATE.tree().at("/Outputs/" + output + "/Value/Fn::If");
      assertEquals("CreatesTable", choice.path(0).asText());
    }
  }

  /** The vault of a deleted stack remains, so its name must not be in the way of the next one. */
  @Test
  void copiesOutliveTheTableAndTheStack() {
    JsonNode vault = TEMPLATE.tree().at("/Resources/Vault");

    assertEquals("Retain", vault.path("DeletionPolicy").asText());
    assertTrue(vault.at("/Properties/BackupVaultName").toString().contains("AWS::StackId"));
    int locked = vault.at("/Properties/LockConfiguration/MinRetentionDays").asInt();
    for (String days : Set.of("DailyBackupDays", "MonthlyBackupDays")) {
      assertTrue(TEMPLATE.parameter(days).path("MinValue").asInt() >= locked, days);
    }
    assertEquals(2, TEMPLATE.properties("BackupPlan").at("/BackupPlan/BackupPlanRule").size());
  }

  @ParameterizedTest
  @CsvSource({
    "ServiceRole, passbook",
    "RelayRole, passbook-relay",
    "OperatorRole, passbook-operator"
  })
  void onlyItsServiceAccountAssumesARole(String role, String account)
      throws JsonProcessingException {
    JsonNode statements = trust(role, true).path("Statement");
    JsonNode tags = statements.at("/0/Condition/StringEquals");
    JsonNode subject = statements.at("/1/Condition/StringEquals");

    assertEquals(2, statements.size());
    assertEquals("pods.eks.amazonaws.com", statements.at("/0/Principal/Service").asText());
    assertEquals(
        Set.of("sts:AssumeRole", "sts:TagSession"), Template.texts(statements.at("/0/Action")));
    assertEquals("123456789012", tags.path("aws:SourceAccount").asText());
    assertEquals("passbook", tags.path("aws:RequestTag/kubernetes-namespace").asText());
    assertEquals(account, tags.path("aws:RequestTag/kubernetes-service-account").asText());
    assertEquals(
        "arn:aws:iam::123456789012:oidc-provider/" + VALUES.get("OidcProvider"),
        statements.at("/1/Principal/Federated").asText());
    assertEquals("sts:AssumeRoleWithWebIdentity", statements.at("/1/Action").asText());
    assertEquals("sts.amazonaws.com", subject.path(VALUES.get("OidcProvider") + ":aud").asText());
    assertEquals(
        "system:serviceaccount:passbook:" + account,
        subject.path(VALUES.get("OidcProvider") + ":sub").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ServiceRole", "RelayRole", "OperatorRole"})
  void withoutAProviderOnlyPodIdentityAssumesARole(String role) throws JsonProcessingException {
    assertEquals(1, trust(role, false).path("Statement").size());
  }

  @ParameterizedTest
  @CsvSource({
    "ServiceRole, ServingPolicy",
    "RelayRole, RelayPolicy RelayProcessPolicy",
    "OperatorRole, OperatorPolicy"
  })
  void aRoleHasThePoliciesOfItsUse(String role, String policies) {
    Set<String> attached = new TreeSet<>();
    JsonNode arns = TEMPLATE.properties(role).path("ManagedPolicyArns");
    arns.forEach(arn -> attached.add(arn.path("Ref").asText()));

    assertTrue(attached.remove(""), "the use of the table's key, if there is one");
    assertEquals(Set.of(policies.split(" ")), attached);
    assertFalse(TEMPLATE.properties(role).has("Policies"));
  }

  private static JsonNode trust(String role, boolean oidc) throws JsonProcessingException {
    JsonNode document = TEMPLATE.properties(role).at("/AssumeRolePolicyDocument/Fn::Sub");
    JsonNode irsa = document.at("/1/Irsa/Fn::If");
    String statement = oidc ? irsa.at("/1/Fn::Sub").asText() : irsa.path(2).asText();
    String text = document.path(0).asText().replace("${Irsa}", statement);
    return new ObjectMapper()
        .readTree(VARIABLE.matcher(text).replaceAll(name -> VALUES.get(name.group(1))));
  }
}
