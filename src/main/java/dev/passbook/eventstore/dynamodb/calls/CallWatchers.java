package dev.passbook.eventstore.dynamodb.calls;

import java.util.List;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Adds interceptors to the DynamoDB client. A room that watches its calls has a bean of this type.
 */
public interface CallWatchers {
  /** Returns the interceptors, or an empty list. The client asks once, when it is built. */
  List<ExecutionInterceptor> interceptors();
}
