package dev.passbook.http.access;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Combines every operation with every kind of caller. For a package it selects a part: some
 * operations with every caller, and every operation with some callers.
 */
final class Matrix implements ArgumentsProvider {
  private static final Set<Operation> OPERATIONS = EnumSet.of(Operation.READ, Operation.CREDIT);
  private static final Set<Visitor> VISITORS =
      EnumSet.of(
          Visitor.OWNER, Visitor.OWNER_WITHOUT_THIS_SCOPE, Visitor.NEIGHBOUR, Visitor.NOBODY);

  @Override
  public Stream<Arguments> provideArguments(
      ParameterDeclarations parameters, ExtensionContext context) {
    boolean whole = context.getRequiredTestClass().getSimpleName().endsWith("Test");
    return Stream.of(Operation.values())
        .flatMap(
            operation -> visitors(operation, whole).map(each -> Arguments.of(operation, each)));
  }

  private static Stream<Visitor> visitors(Operation operation, boolean whole) {
    return Stream.of(Visitor.values())
        .filter(visitor -> whole || OPERATIONS.contains(operation) || VISITORS.contains(visitor));
  }
}
