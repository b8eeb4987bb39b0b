package dev.passbook.eventstore.dynamodb;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Something between us and DynamoDB gave an answer that looks like a success. */
public final class ForeignAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** DynamoDB names each request that it answers. */
  private static final String REQUEST_ID = "x-amzn-RequestId";

  private ForeignAnswer() {
    super("a success without a request id", null, false, false);
  }

  /**
   * Takes no success that is not DynamoDB's own. The SDK reads an empty page or any JSON object as
   * an answer whose members are all missing, which would mean that a write was applied and that an
   * account has no rows.
   */
  public static final class Check implements ExecutionInterceptor {
    @Override
    public void afterUnmarshalling(
        Context.AfterUnmarshalling answer, ExecutionAttributes attributes) {
      if (answer.httpResponse().firstMatchingHeader(REQUEST_ID).isEmpty()) {
        throw new ForeignAnswer();
      }
    }
  }
}
