package dev.passbook.eventstore.dynamodb.calls;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * A response that looks like a success, but comes from a device between this process and DynamoDB.
 */
public final class ForeignResponse extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** DynamoDB sends this header in each response. */
  private static final String REQUEST_ID = "x-amzn-RequestId";

  private ForeignResponse() {
    super("a success without a request id", null, false, false);
  }

  /**
   * Rejects a success that is not from DynamoDB. The SDK reads an empty page or any JSON object as
   * a response without members. That would mean that a write was applied or that an account has no
   * rows.
   */
  public static final class Check implements ExecutionInterceptor {
    @Override
    public void afterUnmarshalling(
        Context.AfterUnmarshalling response, ExecutionAttributes attributes) {
      if (response.httpResponse().firstMatchingHeader(REQUEST_ID).isEmpty()) {
        throw new ForeignResponse();
      }
    }
  }
}
