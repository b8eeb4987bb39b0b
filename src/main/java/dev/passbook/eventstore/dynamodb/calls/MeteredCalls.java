package dev.passbook.eventstore.dynamodb.calls;

import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Reports every call of a client to the metrics. */
final class MeteredCalls implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> STARTED =
      new ExecutionAttribute<>("dev.passbook.started");

  private static final Map<Meaning, String> FAILURES =
      Stream.of(Meaning.values())
          .collect(Collectors.toMap(each -> each, each -> each.name().toLowerCase(Locale.ROOT)));

  private final StoreMetrics metrics;

  MeteredCalls(StoreMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    attributes.putAttribute(STARTED, System.nanoTime());
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    report(attributes, null, CapacityUnits.reported(call.response()));
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
    report(attributes, FAILURES.get(CallFailure.of(call.exception()).meaning()), 0);
  }

  private void report(ExecutionAttributes attributes, String failure, double units) {
    metrics.called(
        new StoreCall(
            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
            failure,
            System.nanoTime() - attributes.getAttribute(STARTED),
            attributes.getAttribute(DynamoDbCalls.AGAIN) != null,
            units));
  }
}
