package dev.passbook.console.calls;

import dev.passbook.eventstore.dynamodb.calls.CallFailure;
import dev.passbook.eventstore.dynamodb.calls.CapacityUnits;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Records each call that touches rows. */
public final class CallRecorder implements ExecutionInterceptor {
  /** The key that the table monitor looks for each second. */
  private static final String PROBE = "readiness";

  private static final ExecutionAttribute<Begun> BEGUN =
      new ExecutionAttribute<>("dev.passbook.console.begun");

  private final RecordedCalls calls;

  private record Begun(CallShape shape, long nanoTime, String requestId) {}

  public CallRecorder(RecordedCalls calls) {
    this.calls = calls;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    CallShape.of(call.request())
        .filter(shape -> shape.rows().stream().noneMatch(row -> PROBE.equals(row.stream())))
        .map(shape -> new Begun(shape, System.nanoTime(), CurrentRequest.id()))
        .ifPresent(begun -> attributes.putAttribute(BEGUN, begun));
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    record(attributes, CapacityUnits.reported(call.response()), "ok");
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
    record(attributes, 0, outcome(call.exception()));
  }

  private void record(ExecutionAttributes attributes, double reported, String outcome) {
    var begun = attributes.getAttribute(BEGUN);
    if (begun != null) {
      var operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      var shape = begun.shape();
      var units = Math.max(reported, shape.leastUnits());
      var milliseconds = (System.nanoTime() - begun.nanoTime()) / 1_000_000.0;
      calls.add(
          number ->
              new RecordedCall(
                  number,
                  operation,
                  shape.rows(),
                  shape.kind(),
                  units,
                  milliseconds,
                  outcome,
                  begun.requestId()));
    }
  }

  private static String outcome(Throwable failure) {
    var lost =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .anyMatch(LostAnswers.Lost.class::isInstance);
    if (lost) {
      return "lost";
    }
    return switch (CallFailure.of(failure).meaning()) {
      case REFUSED -> "condition failed";
      case CONFLICT -> "write conflict";
      case NOT_APPLIED -> "not applied";
      case UNKNOWN -> "no answer";
      case BROKEN -> "refused";
    };
  }
}
