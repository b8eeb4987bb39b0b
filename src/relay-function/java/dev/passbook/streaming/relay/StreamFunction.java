package dev.passbook.streaming.relay;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.passbook.eventstore.Deadline;
import dev.passbook.streaming.Relay;
import dev.passbook.streaming.StreamBatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Handles Lambda's invocations with records of the table's stream. It blocks the thread that Lambda
 * provides, since Lambda sends nothing else meanwhile.
 */
public class StreamFunction implements RequestStreamHandler {
  /** The part of the invocation's time that is kept for the response. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final Relay relay;

  public StreamFunction(Relay relay) {
    this.relay = relay;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    var batch = StreamBatch.read(event);
    var remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    var deadline = Deadline.in(remaining).earlierBy(RESERVE);
    var unfinished = relay.catchUp(batch.accounts(), deadline).await().atMost(remaining);
    response.write(batch.answer(unfinished));
  }
}
