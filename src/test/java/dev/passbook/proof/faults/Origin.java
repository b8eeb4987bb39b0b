package dev.passbook.proof.faults;

import io.vertx.core.Future;
import java.time.Duration;

/** The database behind the proxy, and the proxy's timer. */
public interface Origin {
  Future<Reply> send(Call call);

  Future<Void> pause(Duration duration);
}
