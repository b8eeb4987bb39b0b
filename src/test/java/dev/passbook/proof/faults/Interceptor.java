package dev.passbook.proof.faults;

import io.vertx.core.Future;

/** Decides what happens to a call. It runs on the proxy's only event loop, so it needs no lock. */
@FunctionalInterface
public interface Interceptor {
  Interceptor NOTHING = (call, origin) -> origin.send(call);

  Future<Reply> intercept(Call call, Origin origin);
}
