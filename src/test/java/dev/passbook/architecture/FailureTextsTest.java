package dev.passbook.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** A failure's message may be null, and a log line must not end in "null". */
class FailureTextsTest {
  @Test
  void onlyOnePlaceReadsTheMessageOfAFailure() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(FailureText|KeySetFailure)(\\$.*)?")
        .and()
        .resideOutsideOfPackage("dev.passbook.localdynamodb..")
        .should()
        .callMethodWhere(
            target(owner(JavaClass.Predicates.assignableTo(Throwable.class)))
                .and(target(name("getMessage"))))
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.passbook"));
  }
}
