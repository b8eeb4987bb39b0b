package dev.passbook.deploy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The service's settings, from its code and its production configuration. */
public final class ServiceSettings {
  private static final SmallRyeConfig PRODUCTION = production();

  /** Read once, because reading every class is slow. */
  private static final Map<String, String> VARIABLES = read();

  private ServiceSettings() {}

  /** Returns the service's own variables with their defaults ("" for none). */
  public static Map<String, String> variables() {
    return new TreeMap<>(VARIABLES);
  }

  private static Map<String, String> read() {
    Map<String, String> variables = new TreeMap<>();
    for (JavaClass mapping : mappings()) {
      ConfigClass mapped = ConfigClass.configClass(mapping.reflect());
      ConfigMappings.getProperties(mapped)
          .forEach(
              (name, property) -> {
                if (!property.isGroup()) {
                  variables.put(variable(name), defaultOf(property));
                }
              });
    }
    return variables;
  }

  private static String defaultOf(Property property) {
    return property.hasDefaultValue() ? property.getDefaultValue() : "";
  }

  private static List<JavaClass> mappings() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.passbook")
            .stream()
            .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
            .toList();
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** Returns a property's value in production when no variable overrides it. */
  public static Optional<String> property(String name) {
    return PRODUCTION.getOptionalValue(name, String.class);
  }

  public static Duration duration(String name) {
    return PRODUCTION.getValue(name, Duration.class);
  }

  public static Duration requestTimeout() {
    return DurationConverter.parseDuration(variables().get("PASSBOOK_REQUEST_TIMEOUT"));
  }

  private static SmallRyeConfig production() {
    try {
      Path file = Path.of("src", "main", "resources", "application.properties");
      return new SmallRyeConfigBuilder()
          .withProfile("prod")
          .addDefaultInterceptors()
          .addDiscoveredConverters()
          .withSources(new PropertiesConfigSource(file.toUri().toURL(), 100))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
