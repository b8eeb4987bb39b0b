package dev.passbook.console.calls;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Throws DynamoDB's next answer to a write away, after the table has taken the write. For the
 * service this is a connection that broke at the worst moment, so a learner sees how it finds out
 * that its write was applied.
 */
@Singleton
public class LostAnswers implements ExecutionInterceptor {
  private final AtomicBoolean next = new AtomicBoolean();

  /** The answer to a write was thrown away. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost() {
      super("the answer was thrown away", null, false, false);
    }
  }

  /** Loses the next answer. Asking twice before a write still loses one answer. */
  public void loseNext() {
    next.set(true);
  }

  /** The SDK calls this only for an answer that is no error, so the table has taken the write. */
  @Override
  public void afterUnmarshalling(Context.AfterUnmarshalling answer, ExecutionAttributes call) {
    if (isWrite(answer.request()) && next.compareAndSet(true, false)) {
      throw new Lost();
    }
  }

  /** A snapshot that is added to a row is no command's write. */
  private static boolean isWrite(SdkRequest request) {
    return request instanceof PutItemRequest || request instanceof TransactWriteItemsRequest;
  }
}
