package dev.passbook.bench;

import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The requests of the HTTP contract. */
final class Requests {
  private static final String CENT = "{\"amount\":0.01}";
  private static final String RUN = UUID.randomUUID().toString();
  private static final AtomicLong KEYS = new AtomicLong();

  private Requests() {}

  static FullHttpRequest create() {
    return post("/accounts", "{\"currency\":\"EUR\"}");
  }

  static FullHttpRequest balance(UUID account) {
    return get("/accounts/" + account);
  }

  static FullHttpRequest asOf(UUID account, long version) {
    return get("/accounts/" + account + "?version=" + version);
  }

  static FullHttpRequest asOf(UUID account, Instant time) {
    return get("/accounts/" + account + "?at=" + time);
  }

  static FullHttpRequest credit(UUID account) {
    return post("/accounts/" + account + "/credits", CENT);
  }

  static FullHttpRequest keyedCredit(UUID account) {
    return keyed(credit(account), KEYS.incrementAndGet());
  }

  /** Returns the same request every time. */
  static FullHttpRequest repeatedCredit(UUID account) {
    return keyed(credit(account), 0);
  }

  private static FullHttpRequest keyed(FullHttpRequest request, long key) {
    request.headers().set("Idempotency-Key", RUN + "-" + key);
    return request;
  }

  static FullHttpRequest withdrawal(UUID account) {
    return post("/accounts/" + account + "/withdrawals", CENT);
  }

  /** Exceeds the balance of every account. */
  static FullHttpRequest tooLargeWithdrawal(UUID account) {
    return post("/accounts/" + account + "/withdrawals", "{\"amount\":99999999999.00}");
  }

  static FullHttpRequest transfer(UUID from, UUID to) {
    return post("/transfers", "{\"from\":\"" + from + "\",\"to\":\"" + to + "\",\"amount\":0.01}");
  }

  /** Adds a token to the request. */
  static FullHttpRequest as(String token, FullHttpRequest request) {
    request.headers().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
    return request;
  }

  static FullHttpRequest get(String path) {
    return request(HttpMethod.GET, path, "");
  }

  static FullHttpRequest post(String path, String json) {
    var request = request(HttpMethod.POST, path, json);
    request
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
        .set(HttpHeaderNames.CONTENT_LENGTH, json.length());
    return request;
  }

  private static FullHttpRequest request(HttpMethod method, String path, String body) {
    var content = Unpooled.wrappedBuffer(body.getBytes(UTF_8));
    var request = new DefaultFullHttpRequest(HTTP_1_1, method, path, content);
    request.headers().set(HttpHeaderNames.HOST, "127.0.0.1");
    return request;
  }
}
