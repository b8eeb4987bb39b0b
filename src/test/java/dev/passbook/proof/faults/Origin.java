package dev.passbook.proof.faults;

import io.vertx.core.Future;
import java.time.Duration;

/** The database behind the proxy, and the time that passes there. */
public interface Origin {
  Future<Reply> send(Call call);

  Future<Void> pause(Duration duration);
}
