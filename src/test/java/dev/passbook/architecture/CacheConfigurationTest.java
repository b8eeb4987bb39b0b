package dev.passbook.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that a class's caches are found, with the classes that Caffeine loads for each. */
class CacheConfigurationTest {
  private static class Several {
    final Cache<String, String> bounded =
        Caffeine.newBuilder()
            .maximumSize(10)
            .expireAfterAccess(Duration.ofMinutes(10))
            .executor(Runnable::run)
            .build();
    final Cache<String, String> weighed =
        Caffeine.newBuilder().maximumWeight(9).<String, String>weigher((k, v) -> 1).build();
    final Cache<String, String> unbounded = Caffeine.newBuilder().build();

    LoadingCache<String, String> loading() {
      return Caffeine.newBuilder().refreshAfterWrite(1, TimeUnit.HOURS).build(key -> key);
    }

    AsyncCache<String, String> async(Expiry<String, String> expiry) {
      return Caffeine.newBuilder().recordStats().expireAfter(expiry).buildAsync();
    }
  }

  private static class Passing {
    Caffeine<Object, Object> builder() {
      return Caffeine.newBuilder().maximumSize(10);
    }
  }

  @Test
  void eachCacheOfAClassIsFoundWithTheClassesThatItLoads() {
    assertEquals(
        Set.of(
            Set.of("SSMSA", "PSAMS"),
            Set.of("SSMW", "PSMW"),
            Set.of(),
            Set.of("SSR", "PSR"),
            Set.of("SSSA", "PSW")),
        found(Several.class).stream()
            .map(CacheConfigurationTest::withoutPackages)
            .collect(Collectors.toSet()));
  }

  @Test
  void aBuilderThatLeavesItsMethodIsReported() {
    assertThrows(AssertionError.class, () -> found(Passing.class));
  }

  private static List<CacheConfiguration> found(Class<?> type) {
    return CacheConfiguration.allIn(new ClassFileImporter().importClasses(type));
  }

  private static Set<String> withoutPackages(CacheConfiguration cache) {
    return cache.loadedClasses().stream()
        .flatMap(name -> Stream.of(name.substring(name.lastIndexOf('.') + 1)))
        .collect(Collectors.toSet());
  }
}
