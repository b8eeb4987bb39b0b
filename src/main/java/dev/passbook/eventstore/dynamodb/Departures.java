package dev.passbook.eventstore.dynamodb;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttributes;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Notes of each call whether its request began to leave for the database. Where it did not, a
 * failure proves that nothing was applied, whatever failed: the name, the connection, the pool, the
 * credentials, or the time.
 */
final class Departures implements ExecutionInterceptor {
  private static final Key DEPARTURE = new Key();

  private static final class Key extends SdkHttpExecutionAttribute<Departure> {
    Key() {
      super(Departure.class);
    }
  }

  /** Of one call; the SDK makes one attempt of it. */
  private static final class Departure {
    private volatile boolean begun;
  }

  /** The failure of a call whose request never left this process. */
  static final class NeverLeft extends RuntimeException {
    private static final long serialVersionUID = 1;

    NeverLeft(Throwable cause) {
      super(cause.getMessage(), cause, false, false);
    }
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    attributes.putAttribute(
        SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES,
        SdkHttpExecutionAttributes.builder().put(DEPARTURE, new Departure()).build());
  }

  @Override
  public Throwable modifyException(Context.FailedExecution call, ExecutionAttributes attributes) {
    var noted = attributes.getAttribute(SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES);
    return call.exception() instanceof SdkServiceException || noted.getAttribute(DEPARTURE).begun
        ? call.exception()
        : new NeverLeft(call.exception());
  }

  /** An HTTP client whose requests are noted. */
  static SdkAsyncHttpClient.Builder<?> noted(SdkAsyncHttpClient.Builder<?> client) {
    return new NotedBuilder(client);
  }

  private record NotedBuilder(SdkAsyncHttpClient.Builder<?> client)
      implements SdkAsyncHttpClient.Builder<NotedBuilder> {
    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return new NotedClient(client.buildWithDefaults(defaults));
    }
  }

  private record NotedClient(SdkAsyncHttpClient client) implements SdkAsyncHttpClient {
    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      var noted =
          AsyncExecuteRequest.builder()
              .request(request.request())
              .requestContentPublisher(
                  new NotedContent(
                      request.requestContentPublisher(),
                      request.httpExecutionAttributes().getAttribute(DEPARTURE)))
              .responseHandler(request.responseHandler())
              .metricCollector(request.metricCollector().orElse(null))
              .fullDuplex(request.fullDuplex())
              .httpExecutionAttributes(request.httpExecutionAttributes())
              .build();
      return client.execute(noted);
    }

    @Override
    public String clientName() {
      return client.clientName();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** The HTTP client subscribes to a request's content once it has a connection to write it to. */
  private record NotedContent(SdkHttpContentPublisher content, Departure departure)
      implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return content.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> connection) {
      departure.begun = true;
      content.subscribe(connection);
    }
  }
}
