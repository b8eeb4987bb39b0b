package dev.passbook.operations;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigSourceInterceptorFactory;
import io.smallrye.config.ConfigValue;
import java.util.Optional;

/**
 * Stops the start on an invalid setting, with one line that names its environment variable. It runs
 * before the configuration is mapped, since a failed mapping names properties and converters in
 * several lines and accepts {@code maybe} as {@code false}.
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

  /** With this exception as a cause, Quarkus prints only the message and no stack trace. */
  private static void stop(String complaint) {
    throw new IllegalStateException(complaint, new PreventFurtherStepsException(complaint, 1));
  }
}
