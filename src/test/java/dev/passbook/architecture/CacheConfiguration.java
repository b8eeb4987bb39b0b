package dev.passbook.architecture;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * One chain of calls that builds a Caffeine cache. It is found in the compiled class, so new caches
 * need no registration, and rebuilt with values of the same types.
 *
 * @param where the class and the line on which the chain starts
 * @param settings the builder's methods that the chain calls, in the order of the lines
 */
record CacheConfiguration(String where, List<Method> settings) {
  private static final String PACKAGE = "com.github.benmanes.caffeine.cache.";

  /**
   * Returns every cache that these classes build. A builder that is passed around can't be
   * followed.
   */
  static List<CacheConfiguration> allIn(JavaClasses classes) {
    var all = new ArrayList<CacheConfiguration>();
    for (JavaClass type : classes) {
      for (var unit : type.getCodeUnits()) {
        var chain = new ArrayList<JavaMethodCall>();
        unit.getMethodCallsFromSelf().stream()
            .filter(call -> call.getTargetOwner().isEquivalentTo(Caffeine.class))
            .sorted(
                Comparator.<JavaMethodCall>comparingInt(JavaAccess::getLineNumber)
                    .thenComparingInt(CacheConfiguration::place))
            .forEach(
                call -> {
                  chain.add(call);
                  if (call.getName().startsWith("build")) {
                    all.add(of(chain));
                    chain.clear();
                  }
                });
        if (!chain.isEmpty()) {
          throw new AssertionError("A cache's builder leaves the method: " + unit.getFullName());
        }
      }
    }
    return all;
  }

  /** Within one line the order of the calls is unknown, but only the ends of the chain matter. */
  private static int place(JavaMethodCall call) {
    return call.getName().equals("newBuilder") ? 0 : call.getName().startsWith("build") ? 2 : 1;
  }

  private static CacheConfiguration of(List<JavaMethodCall> chain) {
    var where = chain.get(0).getDescription();
    if (chain.stream().map(JavaMethodCall::getName).filter("newBuilder"::equals).count() != 1
        || !chain.get(0).getName().equals("newBuilder")) {
      throw new AssertionError("A cache is built by one chain of calls from newBuilder: " + where);
    }
    return new CacheConfiguration(
        where,
        chain.stream()
            .skip(1)
            .map(call -> call.getTarget().resolveMember().orElseThrow().reflect())
            .toList());
  }

  /** Returns the classes that Caffeine loads by computed names for this cache; often none. */
  Set<String> loadedClasses() {
    try {
      Object built = Caffeine.newBuilder();
      for (Method setting : settings) {
        built = setting.invoke(built, values(setting));
      }
      var loaded = new TreeSet<String>();
      var cache = member(built, "cache");
      if (Class.forName(PACKAGE + "BoundedLocalCache").isInstance(cache)) {
        loaded.add(cache.getClass().getName());
        loaded.add(member(cache, "nodeFactory").getClass().getName());
      }
      return loaded;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(where, e);
    }
  }

  private static Object[] values(Method setting) {
    return List.of(setting.getParameterTypes()).stream().map(CacheConfiguration::value).toArray();
  }

  private static Object value(Class<?> type) {
    if (type == long.class) {
      return 1L;
    } else if (type == int.class) {
      return 1;
    } else if (type == Duration.class) {
      return Duration.ofMinutes(1);
    } else if (type == TimeUnit.class) {
      return TimeUnit.MINUTES;
    }
    return Proxy.newProxyInstance(
        CacheConfiguration.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> null);
  }

  private static Object member(Object owner, String name) throws ReflectiveOperationException {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          return field.get(owner);
        }
      }
    }
    throw new NoSuchFieldException(owner.getClass() + " has no " + name);
  }
}
