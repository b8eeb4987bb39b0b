package dev.passbook.operations;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import java.util.Optional;

/**
 * Stops the start on an unsound setting with one line that names the variable. It looks before the
 * configuration is mapped: a failed mapping speaks of properties and converters, in several lines,
 * and takes {@code maybe} for {@code false}.
 */
public final class SettingsCheck implements ConfigSourceInterceptorFactory {
  @Override
  public ConfigSourceInterceptor getInterceptor(ConfigSourceInterceptorContext context) {
    for (Setting setting : Setting.values()) {
      value(context, setting).flatMap(setting::complaint).ifPresent(SettingsCheck::stop);
    }
    return ConfigSourceInterceptorContext::proceed;
  }

  private static Optional<String> value(ConfigSourceInterceptorContext context, Setting setting) {
    return Optional.ofNullable(context.proceed(setting.property())).map(ConfigValue::getValue);
  }

  /** Only as a cause makes this exception Quarkus print its message, without a stack trace. */
  private static void stop(String complaint) {
    throw new IllegalStateException(complaint, new PreventFurtherStepsException(complaint, 1));
  }
}
