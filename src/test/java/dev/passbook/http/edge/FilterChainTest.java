package dev.passbook.http.edge;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.http.access.LimitsConfig;
import jakarta.inject.Singleton;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The filters must exist before the first request: their metrics are exported from the start, and
 * no event loop waits while they are created. A proxy would create its filter on the first call.
 */
class FilterChainTest {
  static Stream<Class<?>> filters() {
    return Stream.of(FilterChain.class.getDeclaredConstructors()[0].getParameterTypes())
        .filter(type -> type != LimitsConfig.class);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void aFilterIsCreatedWithTheChain(Class<?> filter) {
    assertTrue(filter.isAnnotationPresent(Singleton.class), filter.getName());
  }
}
