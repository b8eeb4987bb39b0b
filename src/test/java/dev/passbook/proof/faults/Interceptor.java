package dev.passbook.proof.faults;

import io.vertx.core.Future;

/** Decides what becomes of a call. Runs on the proxy's one event loop, so it needs no lock. */
@FunctionalInterface
public interface Interceptor {
  Interceptor NOTHING = (call, origin) -> origin.send(call);

  Future<Reply> intercept(Call call, Origin origin);
}
