package dev.passbook.bench.cost;

import dev.passbook.proof.faults.Call;
import dev.passbook.proof.faults.FaultProxy;
import dev.passbook.proof.faults.Origin;
import dev.passbook.proof.faults.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/**
 * A counting proxy between services and the database. It costs time, so nothing is timed through
 * it.
 */
public final class Wire implements AutoCloseable {
  /** Marks the regular reads of the readiness check, which no request of a client causes. */
  private static final String READINESS = "readiness";

  private final FaultProxy proxy;
  private long calls;
  private Units units = Units.NONE;
  private RuntimeException unknown;

  private Wire(FaultProxy proxy) {
    this.proxy = proxy;
    proxy.inject(this::count);
  }

  public static Wire before(URI database) {
    return new Wire(FaultProxy.before(database));
  }

  public URI endpoint() {
    return proxy.endpoint();
  }

  /** Returns everything counted since the last call. */
  public Bill take() {
    proxy.awaitIdle();
    return takeCounted();
  }

  @Override
  public void close() {
    proxy.close();
  }

  private Future<Reply> count(Call call, Origin origin) {
    return origin.send(call).onSuccess(reply -> add(call, reply));
  }

  private synchronized void add(Call call, Reply reply) {
    if (!call.isAboutItems() || call.json().toString().contains(READINESS)) {
      return;
    }
    calls++;
    try {
      var answer = json(reply.body());
      units = units.plus(Meter.units(call.operation(), call.json(), reply.status(), answer));
    } catch (RuntimeException e) {
      unknown = e;
    }
  }

  private synchronized Bill takeCounted() {
    if (unknown != null) {
      throw unknown;
    }
    var bill = new Bill(calls, units);
    calls = 0;
    units = Units.NONE;
    return bill;
  }

  private static JsonObject json(Buffer body) {
    return body.length() == 0 ? new JsonObject() : body.toJsonObject();
  }
}
