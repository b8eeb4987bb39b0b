package dev.passbook.http.connection;

import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/** A request in flight and its response, as the {@link ConnectionGuard} sees them. */
final class RequestInProgress {
  private final HttpRequest request;
  private final List<Runnable> whenWritten = new ArrayList<>(2);
  private boolean whole;
  private boolean begun;
  private boolean last;
  private boolean finished;

  RequestInProgress(HttpRequest request) {
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

  /** Returns whether the response has begun, so that it is too late for another one. */
  boolean isBegun() {
    return begun;
  }

  void begin() {
    begun = true;
    last = !whole;
  }

  /**
   * Returns whether the response's head announces that the connection closes, even if the rest of
   * the request still arrives.
   */
  boolean isLast() {
    return last;
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
