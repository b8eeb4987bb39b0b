package dev.passbook.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.netty.handler.ssl.SslContextBuilder;
import io.quarkus.caffeine.runtime.graal.CacheConstructorsFeature;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks for code that breaks in a native executable. That contains only what the build sees to be
 * used; a class found by name, or a file whose name is computed at run time, is missing unless it
 * is registered. Only the API's description and the console's files are registered here, so the
 * code must need nothing else.
 */
class NativeReadyTest {
  /**
   * All classes except the emulator's package, which never ships, and the tests, whose folder has
   * another name in each build.
   */
  private static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes"))
          .withImportOption(location -> !location.contains("/dev/passbook/localdynamodb/"))
          .importPackages("dev.passbook");

  @Test
  void noClassOrMemberIsLookedUpByName() {
    holds(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .orShould()
            .callMethodWhere(
                call(
                    Class.class,
                    "forName|newInstance|get(Declared)?(Method|Field|Constructor|Classe)s?"
                        + "|getRecordComponents|getPermittedSubclasses|getInterfaces"))
            .orShould()
            .callMethodWhere(call(ClassLoader.class, "loadClass|findClass"))
            .orShould()
            .callMethodWhere(call(ServiceLoader.class, ".*"))
            .orShould()
            .callMethodWhere(call(Proxy.class, ".*")));
  }

  @Test
  void everyOpenedResourceIsRegistered() throws IOException {
    var settings = Files.readString(Path.of("src", "main", "resources", "application.properties"));
    assertTrue(settings.contains("quarkus.native.resources.includes=META-INF/openapi.yaml,"));
    assertTrue(settings.contains("console/**"));
    holds(
        noClasses()
            .that()
            .haveNameNotMatching(".*\\.(ApiDescription|ConsoleFiles)")
            .should()
            .callMethodWhere(call(Class.class, "getResource.*"))
            .orShould()
            .callMethodWhere(call(ClassLoader.class, "getResource.*|getSystemResource.*|resources"))
            .orShould()
            .callMethodWhere(call(ResourceBundle.class, "getBundle")));
  }

  /**
   * Caffeine computes the names of the classes that it loads for a cache from the cache's settings.
   */
  @Test
  void everyCacheFindsTheClassesThatCaffeineLoadsForIt() {
    var caches = CacheConfiguration.allIn(SHIPPED);
    assertFalse(caches.isEmpty());

    Set<String> registered = registeredByName();
    registered.addAll(List.of(CacheConstructorsFeature.typesNeedingConstructorsRegistered()));

    for (var cache : caches) {
      assertTrue(
          registered.containsAll(cache.loadedClasses()),
          () ->
              "@RegisterForReflection(classNames = ...) is missing where the cache is built: "
                  + cache.where()
                  + " needs "
                  + cache.loadedClasses());
    }
  }

  /**
   * Quarkus' extensions register what their libraries load by name. No extension does this for the
   * packages here. Before you add a class to the list, find out what it loads: a native executable
   * lacks it.
   */
  @Test
  void librariesWithoutAnExtensionLoadByNameOnlyWhatIsNotNeeded() {
    var lookup =
        call(Class.class, "forName")
            .or(call(ClassLoader.class, "loadClass"))
            .or(call(ServiceLoader.class, "load.*"));
    var libraries =
        new ClassFileImporter()
            .importPackages(
                "org.jose4j",
                "org.apache.commons.csv",
                "org.yaml.snakeyaml",
                "com.fasterxml.jackson.dataformat.yaml",
                "software.amazon.awssdk.services.kinesis");
    var owners =
        libraries.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(lookup)
            .map(call -> call.getOriginOwner().getName())
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(
        new TreeSet<>(
            List.of(
                // Encrypted tokens, which are refused.
                "org.jose4j.jwe.kdf.ConcatKeyDerivationFunctionFactory",
                // Another provider of cryptography, which jose4j does without.
                "org.jose4j.lang.BouncyCastleProviderHelp",
                // Beans. Documents are read as trees.
                "org.yaml.snakeyaml.constructor.Constructor",
                "org.yaml.snakeyaml.constructor.CustomClassLoaderConstructor",
                "org.yaml.snakeyaml.extensions.compactnotation.PackageCompactConstructor",
                "org.yaml.snakeyaml.nodes.Tag",
                "org.yaml.snakeyaml.util.PlatformFeatureDetector")),
        owners);
  }

  private static Set<String> registeredByName() {
    return SHIPPED.stream()
        .flatMap(type -> type.tryGetAnnotationOfType(RegisterForReflection.class).stream())
        .flatMap(registration -> Stream.of(registration.classNames()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Quarkus replaces the methods in which Netty chooses between the JDK's TLS and OpenSSL, whose
   * classes are missing here. A newer Netty may call another method, and then the native build
   * fails.
   */
  @Test
  void nettyCreatesTlsContextsOnlyInMethodsThatQuarkusReplaces() {
    var replaced =
        new ClassFileImporter()
            .importPackages("io.quarkus.netty.runtime.graal")
            .get("io.quarkus.netty.runtime.graal.Target_io_netty_handler_ssl_SslContext");
    var called =
        new ClassFileImporter()
                .importClasses(SslContextBuilder.class)
                .get(SslContextBuilder.class)
                .getMethodCallsFromSelf()
                .stream()
                .filter(call -> call.getName().matches("new(Client|Server)ContextInternal"))
                .toList();

    assertFalse(called.isEmpty());
    for (var call : called) {
      var parameters = call.getTarget().getRawParameterTypes().stream().map(JavaClass::getName);
      assertTrue(
          replaced.tryGetMethod(call.getName(), parameters.toArray(String[]::new)).isPresent(),
          call::getDescription);
    }
  }

  /** Jackson needs reflection for the members of beans, but not for its own trees. */
  @Test
  void jsonIsReadAndWrittenOnlyAsTrees() {
    holds(
        noClasses()
            .should()
            .callMethodWhere(
                call(
                    ObjectMapper.class,
                    "readValues?|convertValue|treeToValue|valueToTree|updateValue"))
            .orShould()
            .callMethodWhere(call(ObjectReader.class, "readValues?|treeToValue"))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(ObjectWriter.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.annotation..")
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.databind.annotation.."));
  }

  /** Resources take and return text or responses, so no mapper sees our classes. */
  @Test
  void noFrameworkSerializesOurClasses() {
    List<String> bound =
        SHIPPED.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(
                method ->
                    method.isAnnotatedWith("jakarta.ws.rs.GET")
                        || method.isAnnotatedWith("jakarta.ws.rs.POST"))
            .flatMap(
                method ->
                    method.getReturnType().getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getName))
            .filter(name -> name.startsWith("dev.passbook"))
            .toList();

    assertEquals(List.of(), bound);
  }

  @Test
  void nothingIsSerialized() {
    holds(noClasses().should().dependOnClassesThat().belongToAnyOf(ObjectInputStream.class));
    assertEquals(
        new TreeSet<>(),
        SHIPPED.stream()
            .filter(type -> type.isAssignableTo(Serializable.class))
            .filter(type -> !type.isEnum() && !type.isAssignableTo(Throwable.class))
            .filter(type -> !type.isAnonymousClass())
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static DescribedPredicate<JavaCall<?>> call(Class<?> type, String methods) {
    DescribedPredicate<JavaClass> owner = JavaClass.Predicates.assignableTo(type);
    return target(owner(owner)).and(target(nameMatching(methods)));
  }

  private static void holds(ArchRule rule) {
    rule.check(SHIPPED);
  }
}
