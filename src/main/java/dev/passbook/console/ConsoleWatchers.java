package dev.passbook.console;

import dev.passbook.console.calls.CallRecorder;
import dev.passbook.console.calls.LostAnswers;
import dev.passbook.console.calls.RecordedCalls;
import dev.passbook.eventstore.dynamodb.calls.CallWatchers;
import jakarta.inject.Singleton;
import java.util.List;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Watches the calls to DynamoDB, where the console shows them. */
@Singleton
class ConsoleWatchers implements CallWatchers {
  private final ConsoleFeatures features;
  private final RecordedCalls calls;
  private final LostAnswers answers;

  ConsoleWatchers(ConsoleFeatures features, RecordedCalls calls, LostAnswers answers) {
    this.features = features;
    this.calls = calls;
    this.answers = answers;
  }

  @Override
  public List<ExecutionInterceptor> interceptors() {
    if (features.losesAnswers()) {
      return List.of(new CallRecorder(calls), answers);
    }
    return features.calls() ? List.of(new CallRecorder(calls)) : List.of();
  }
}
