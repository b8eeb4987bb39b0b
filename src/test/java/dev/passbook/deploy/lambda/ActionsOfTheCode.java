package dev.passbook.deploy.lambda;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Finds the IAM actions that the compiled code needs, from its calls to the SDK. */
final class ActionsOfTheCode {
  /** The actions that only PASSBOOK_TABLE_CREATE=true needs. */
  static final Set<String> FOR_CREATING =
      Set.of("dynamodb:CreateTable", "dynamodb:DescribeTimeToLive", "dynamodb:UpdateTimeToLive");

  /** The actions that only dev and tests use. A production build lacks the bean. */
  static final Set<String> FOR_THE_LOCAL_TABLE = Set.of("dynamodb:Scan");

  /** A transaction needs the rights of its parts and none of its own. */
  private static final Map<String, String> IN_A_TRANSACTION =
      Map.of(
          "put", "dynamodb:PutItem",
          "update", "dynamodb:UpdateItem",
          "delete", "dynamodb:DeleteItem",
          "conditionCheck", "dynamodb:ConditionCheckItem");

  private static final Set<String> NO_CALLS =
      Set.of("close", "builder", "create", "serviceClientConfiguration");

  private ActionsOfTheCode() {}

  /** Returns the actions of the classes in these packages. */
  static Set<String> in(String... packages) {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(packages);
    Set<String> transactions =
        calls(classes, TransactWriteItem.Builder.class)
            .filter(IN_A_TRANSACTION::containsKey)
            .map(IN_A_TRANSACTION::get)
            .collect(toSet());
    Set<String> actions =
        calls(classes, DynamoDbAsyncClient.class)
            .filter(method -> !NO_CALLS.contains(method))
            .map(ActionsOfTheCode::action)
            .collect(toCollection(TreeSet::new));
    if (actions.remove("dynamodb:TransactWriteItems")) {
      actions.addAll(transactions);
    }
    return actions;
  }

  private static Stream<String> calls(JavaClasses classes, Class<?> owner) {
    return classes.stream()
        .filter(resideInAPackage("dev.passbook.localdynamodb..").negate())
        .flatMap(type -> type.getAccessesFromSelf().stream())
        .filter(access -> access.getTargetOwner().isEquivalentTo(owner))
        .map(JavaAccess::getName);
  }

  private static String action(String method) {
    return "dynamodb:" + method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
  }
}
