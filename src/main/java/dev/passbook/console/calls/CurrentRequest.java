package dev.passbook.console.calls;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;

/** The HTTP request that the current Vert.x context works for. */
public final class CurrentRequest {
  private static final String ID = "passbook.console.request";

  private CurrentRequest() {}

  /** Notes the request's id for the calls that it makes. */
  public static void note(String id) {
    if (VertxContext.isOnDuplicatedContext()) {
      ContextLocals.put(ID, id);
    }
  }

  /** Returns null outside of a request. */
  static String id() {
    return VertxContext.isOnDuplicatedContext() ? ContextLocals.<String>get(ID).orElse(null) : null;
  }
}
