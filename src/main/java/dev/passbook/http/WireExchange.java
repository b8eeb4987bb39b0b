package dev.passbook.http;

import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/** A request that is worked on, and its answer, as its {@link Wire} sees them. */
final class WireExchange {
  private final HttpRequest request;
  private final List<Runnable> whenWritten = new ArrayList<>(2);
  private boolean whole;
  private boolean begun;
  private boolean finished;

  WireExchange(HttpRequest request) {
    this.request = request;
  }

  HttpRequest request() {
    return request;
  }

  boolean isWhole() {
    return whole;
  }

  void becomeWhole() {
    whole = true;
  }

  /** Whether the answer has begun, so that another one is too late. */
  boolean isBegun() {
    return begun;
  }

  void begin() {
    begun = true;
  }

  void whenWritten(Runnable task) {
    if (finished) {
      task.run();
    } else {
      whenWritten.add(task);
    }
  }

  void finish() {
    if (!finished) {
      finished = true;
      whenWritten.forEach(Runnable::run);
      whenWritten.clear();
    }
  }
}
