package dev.passbook.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks which package may depend on which. A rule that matches no class fails, so that none passes
 * by accident.
 */
class RoomsTest {
  private static final ImportOption NO_TESTS = new ImportOption.DoNotIncludeTests();

  private static final JavaClasses PASSBOOK =
      new ClassFileImporter()
          .withImportOption(location -> NO_TESTS.includes(location) || isOfTheOperators(location))
          .importPackages("dev.passbook");

  private static final String ACCOUNT = "dev.passbook.account..";
  private static final String EVENTSTORE = "dev.passbook.eventstore..";
  private static final String DYNAMODB = "dev.passbook.eventstore.dynamodb..";
  private static final String DECIDER = "dev.passbook.decider..";
  private static final String BANKING = "dev.passbook.banking..";
  private static final String HTTP = "dev.passbook.http..";
  private static final String INTEGRITY = "dev.passbook.integrity..";
  private static final String ROWS = "dev.passbook.rows..";
  private static final String STREAMING = "dev.passbook.streaming..";
  private static final String OPERATIONS = "dev.passbook.operations..";
  private static final String STATEMENTS = "dev.passbook.statements..";
  private static final String CONSOLE = "dev.passbook.console..";
  private static final String MOVES = "dev.passbook.moves..";
  private static final String TABLECHECK = "dev.passbook.tablecheck..";
  private static final String LOCALDYNAMODB = "dev.passbook.localdynamodb..";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ACCOUNT,
        EVENTSTORE,
        DYNAMODB,
        DECIDER,
        BANKING,
        HTTP,
        INTEGRITY,
        ROWS,
        STREAMING,
        OPERATIONS,
        STATEMENTS,
        CONSOLE,
        MOVES,
        TABLECHECK,
        LOCALDYNAMODB
      })
  void everyRoomHasClasses(String room) {
    assertTrue(PASSBOOK.stream().anyMatch(resideInAPackage(room)), room);
  }

  @Test
  void theDomainDependsOnlyOnJava() {
    holds(
        classes()
            .that()
            .resideInAPackage(ACCOUNT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", ACCOUNT));
  }

  @Test
  void theEventStoreDependsOnNoRoomAboveIt() {
    dependsOnNoneOf(
        EVENTSTORE, ACCOUNT, DECIDER, BANKING, HTTP, STREAMING, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void theEventStoreApiDoesNotDependOnDynamoDb() {
    dependsOnNoneOf("dev.passbook.eventstore", DYNAMODB, "software.amazon..");
  }

  @Test
  void theDeciderDependsOnStreamsButNotOnAccounts() {
    dependsOnNoneOf(
        DECIDER, ACCOUNT, DYNAMODB, BANKING, HTTP, STREAMING, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void bankingDependsOnTheDomainAndStreamsButNotOnDynamoDb() {
    dependsOnNoneOf(BANKING, DYNAMODB, HTTP, STREAMING, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void httpDependsOnNoOtherAdapter() {
    dependsOnNoneOf(HTTP, DYNAMODB, STREAMING, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void integrityDependsOnNoAdapterButHttpAndStreaming() {
    dependsOnNoneOf(INTEGRITY, DECIDER, DYNAMODB, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void streamingDependsOnNoOtherAdapter() {
    dependsOnNoneOf(STREAMING, HTTP, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void operationsDependOnNoOtherAdapter() {
    dependsOnNoneOf(OPERATIONS, HTTP, STREAMING, LOCALDYNAMODB);
  }

  @Test
  void rowsDependOnNeitherOperationsNorTheEmulator() {
    dependsOnNoneOf(ROWS, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void statementsDependOnNoOtherAdapterButHttp() {
    dependsOnNoneOf(STATEMENTS, DECIDER, DYNAMODB, STREAMING, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void theConsoleDependsOnNoOtherAdapterThanHttpAndDynamoDb() {
    dependsOnNoneOf(CONSOLE, STREAMING, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void importsAndExportsDependOnNoRoomOfTheService() {
    dependsOnNoneOf(MOVES, DECIDER, HTTP, ROWS, STATEMENTS, CONSOLE, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void theCheckOfTheTableDependsOnTheEventStoreAlone() {
    dependsOnNoneOf(
        TABLECHECK, ACCOUNT, DECIDER, BANKING, HTTP, STREAMING, OPERATIONS, LOCALDYNAMODB);
  }

  @Test
  void theEmulatorDependsOnNoOtherRoom() {
    dependsOnNoneOf(
        LOCALDYNAMODB, ACCOUNT, EVENTSTORE, DECIDER, BANKING, HTTP, STREAMING, OPERATIONS, CONSOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {ROWS, STATEMENTS, INTEGRITY, CONSOLE, MOVES, TABLECHECK, LOCALDYNAMODB})
  void noOtherRoomDependsOnIt(String room) {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(room)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(room));
  }

  @Test
  void roomsHaveNoCyclicDependencies() {
    holds(slices().matching("dev.passbook.(*)..").should().beFreeOfCycles());
  }

  @Test
  void packagesHaveNoCyclicDependencies() {
    holds(slices().matching("dev.passbook.(**)").should().beFreeOfCycles());
  }

  @Test
  void onlyTheRoomsThatCallAwsUseItsTypes() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(DYNAMODB, STREAMING, CONSOLE, MOVES, TABLECHECK, LOCALDYNAMODB)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.."));
  }

  @Test
  void onlyTheRoomsThatServeHttpUseItsTypes() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(HTTP, INTEGRITY, ROWS, STATEMENTS, CONSOLE, LOCALDYNAMODB)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.jboss.resteasy..", "io.vertx.ext.web.."));
  }

  /**
   * The event store and the domain report to interfaces of their own, which the outer packages
   * implement with metrics.
   */
  @Test
  void onlyTheOuterRoomsUseMetricsLibraries() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(HTTP, OPERATIONS, STREAMING)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus.."));
  }

  @Test
  void aRuleThatMatchesNoClassFails() {
    ArchRule aboutNothing = noClasses().that().resideInAPackage("nowhere..").should().beRecords();

    assertThrows(AssertionError.class, () -> holds(aboutNothing));
  }

  /** The operators' room is compiled among the tests, since the service does not ship it. */
  private static boolean isOfTheOperators(Location location) {
    var name =
        location.toString().replaceFirst(".*/(dev/passbook/.*?)(\\$.*)?\\.class.*", "$1.java");
    return Files.exists(Path.of("src", "moves", "java", name));
  }

  private static void dependsOnNoneOf(String room, String... others) {
    holds(
        noClasses()
            .that()
            .resideInAPackage(room)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others));
  }

  private static void holds(ArchRule rule) {
    rule.check(PASSBOOK);
  }
}
