package dev.passbook.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.mutiny.groups.MultiSubscribe;
import io.smallrye.mutiny.groups.UniAwait;
import io.smallrye.mutiny.groups.UniSubscribe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks rules that apply to all packages. */
class HabitsTest {
  private static final JavaClasses PASSBOOK =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.passbook");

  private static final String LOCALDYNAMODB = "dev.passbook.localdynamodb..";

  @Test
  void noClassHasAMeaninglessName() {
    holds(
        noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Base|DTO|Dto)(\\$.*)?")
            .orShould()
            .haveNameMatching(".*\\.Abstract[A-Z][^.]*"));
  }

  @Test
  void onlyTheStartBlocksOnAUni() {
    holds(
        noClasses()
            .that()
            .haveNameNotMatching(".*\\.(PassbookTable|WarmUp)")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(UniAwait.class));
  }

  /** A subscription without an owner outlives its caller, and its failure is lost. */
  @Test
  void onlyMonitorsPollersAndQueuesSubscribe() {
    holds(
        noClasses()
            .that()
            .haveNameNotMatching(".*(Monitor|Poller|CommandQueues)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(UniSubscribe.class, MultiSubscribe.class)
            .orShould()
            .callMethodWhere(target(nameMatching("subscribeAsCompletionStage"))));
  }

  @Test
  void noCodeBlocksAThread() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackage(LOCALDYNAMODB)
            .should()
            .callMethodWhere(call(Thread.class, "sleep|join"))
            .orShould()
            .callMethodWhere(call(Future.class, "get|join")));
  }

  /** A pause of less than a millisecond would fail on an event loop. */
  @Test
  void onlyAPauseUsesADelayOfMutiny() {
    holds(
        noClasses()
            .that()
            .haveNameNotMatching("dev.passbook.eventstore.Pause")
            .should()
            .callMethodWhere(target(nameMatching("delayIt"))));
  }

  @Test
  void theDomainUsesNoClockAndNoRandomness() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("dev.passbook.account..")
            .should()
            .callMethodWhere(call(Temporal.class, "now"))
            .orShould()
            .callMethodWhere(call(System.class, "currentTimeMillis|nanoTime|getenv|getProperty"))
            .orShould()
            .callMethodWhere(call(UUID.class, "randomUUID"))
            .orShould()
            .callMethodWhere(call(Math.class, "random"))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class));
  }

  @Test
  void everyPackageIsDescribed() throws IOException {
    try (Stream<Path> folders = Files.walk(Path.of("src", "main", "java", "dev", "passbook"))) {
      List<Path> undescribed =
          folders.filter(Files::isDirectory).filter(HabitsTest::isUndescribed).toList();

      assertEquals(List.of(), undescribed);
    }
  }

  private static boolean isUndescribed(Path folder) {
    String[] code = folder.toFile().list((parent, name) -> name.endsWith(".java"));
    return code.length > 0 && !List.of(code).contains("package-info.java");
  }

  private static DescribedPredicate<JavaCall<?>> call(Class<?> type, String methods) {
    DescribedPredicate<JavaClass> owner = JavaClass.Predicates.assignableTo(type);
    return target(owner(owner)).and(target(nameMatching(methods)));
  }

  private static void holds(ArchRule rule) {
    rule.check(PASSBOOK);
  }
}
