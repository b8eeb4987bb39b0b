package dev.passbook.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DateFormatter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Problems of what never becomes a request for the router, and of its empty answers. */
final class WireProblems {
  private static final HttpVersion HTTP_1_1 = HttpVersion.HTTP_1_1;

  private WireProblems() {}

  /** Why a head is answered without being looked at any further. */
  static Optional<HttpResponseStatus> flawOf(HttpRequest head) {
    var codings = codings(head.headers());
    var version = head.protocolVersion();
    if (codings.stream().anyMatch(coding -> !coding.equalsIgnoreCase("chunked"))) {
      return Optional.of(HttpResponseStatus.NOT_IMPLEMENTED);
    }
    if (head.decoderResult().isFailure()) {
      return Optional.of(statusOf(head.decoderResult().cause()));
    }
    if (!version.equals(HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return Optional.of(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED);
    }
    return isFramedTwice(head, codings)
        ? Optional.of(HttpResponseStatus.BAD_REQUEST)
        : Optional.empty();
  }

  /**
   * A coding that is named twice, beside a length, or before there were codings (RFC 9112, 6.1).
   */
  private static boolean isFramedTwice(HttpRequest head, List<String> codings) {
    return codings.size() > 1
        || !codings.isEmpty()
            && (head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)
                || !head.protocolVersion().equals(HTTP_1_1));
  }

  private static List<String> codings(HttpHeaders headers) {
    if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return List.of();
    }
    var codings = new ArrayList<String>();
    for (var line : headers.getAll(HttpHeaderNames.TRANSFER_ENCODING)) {
      for (var coding : line.split(",", -1)) {
        codings.add(coding.strip());
      }
    }
    return codings;
  }

  private static HttpResponseStatus statusOf(Throwable failure) {
    if (failure instanceof TooLongHttpLineException) {
      return HttpResponseStatus.REQUEST_URI_TOO_LONG;
    }
    return failure instanceof TooLongHttpHeaderException
        ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        : HttpResponseStatus.BAD_REQUEST;
  }

  /**
   * The last answer of a connection.
   *
   * @param request null where not even its first line was received
   */
  static FullHttpResponse of(HttpResponseStatus status, HttpRequest request) {
    var headers = HeadersMultiMap.httpHeaders();
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return describe(status, headers, request);
  }

  /** An answer as it is, or, where it is a bare error, with the problem that it lacks. */
  static FullHttpResponse withBody(FullHttpResponse answer, HttpRequest request) {
    var isBare =
        answer.status().code() >= HttpResponseStatus.BAD_REQUEST.code()
            && !answer.content().isReadable()
            && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE)
            && !isHead(request);
    return isBare ? describe(answer.status(), answer.headers(), request) : answer;
  }

  private static FullHttpResponse describe(
      HttpResponseStatus status, HttpHeaders headers, HttpRequest request) {
    var problem = RouterProblems.blank(status.code()).json(pathOf(request));
    var body = Unpooled.wrappedBuffer(problem.getBytes(StandardCharsets.UTF_8));
    headers.set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    headers.set(HttpHeaderNames.DATE, DateFormatter.format(new Date()));
    RequestIds.identify(headers, request);
    BrowserRules.tellOfProblem(headers);
    // An answer to HEAD tells the length of a body that it does not have.
    var sent = isHead(request) ? Unpooled.EMPTY_BUFFER : body;
    return new DefaultFullHttpResponse(
        HTTP_1_1, status, sent, headers, HeadersMultiMap.httpHeaders());
  }

  private static boolean isHead(HttpRequest request) {
    return request != null && request.method().equals(HttpMethod.HEAD);
  }

  /** A line that can't be read names no path. */
  private static String pathOf(HttpRequest request) {
    var uri = request == null || request.decoderResult().isFailure() ? "/" : request.uri();
    var end = uri.indexOf('?');
    return end < 0 ? uri : uri.substring(0, end);
  }
}
