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
 * What Lambda calls with records of the table's stream. It waits for the relay on the thread that
 * Lambda gives it, since Lambda asks for nothing else while it does.
 */
public class StreamFunction implements RequestStreamHandler {
  /** What is kept of the invocation's time for the answer. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final Relay relay;

  public StreamFunction(Relay relay) {
    this.relay = relay;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    var batch = StreamBatch.read(event);
    var remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
    var deadline = Deadline.in(remaining).earlierBy(RESERVE);
    var unfinished = relay.catchUp(batch.accounts(), deadline).await().atMost(remaining);
    answer.write(batch.answer(unfinished));
  }
}
