package dev.passbook.console;

import dev.passbook.http.access.AuthConfig;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;

/** Which parts of the console this service has. */
@Singleton
class ConsoleFeatures {
  private final boolean pages;
  private final boolean calls;

  ConsoleFeatures(ConsoleConfig config, AuthConfig auth) {
    this.pages = config.enabled();
    this.calls = pages && !AuthConfig.needsTokens(auth);
  }

  boolean pages() {
    return pages;
  }

  /**
   * Returns whether calls to DynamoDB are recorded and shown. They name the streams of all
   * accounts, so they are shown only where callers are not told apart.
   */
  boolean calls() {
    return calls;
  }

  /** Returns whether an answer can be thrown away, which no packaged service allows. */
  boolean losesAnswers() {
    return calls && development();
  }

  boolean development() {
    return LaunchMode.current().isDevOrTest();
  }
}
