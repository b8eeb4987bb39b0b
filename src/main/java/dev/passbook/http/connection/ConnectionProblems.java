package dev.passbook.http.connection;

import dev.passbook.http.exchange.RequestIds;
import dev.passbook.http.exchange.SecurityHeaders;
import dev.passbook.http.problem.Problem;
import dev.passbook.http.problem.RouterProblems;
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

/** Creates problems for input that never becomes a request, and for errors without a body. */
final class ConnectionProblems {
  private static final HttpVersion HTTP_1_1 = HttpVersion.HTTP_1_1;

  private ConnectionProblems() {}

  /** Returns the status with which to refuse a head, if it has a flaw. */
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
    return isFramedTwice(head, codings) || namesHostsTwice(head)
        ? Optional.of(HttpResponseStatus.BAD_REQUEST)
        : Optional.empty();
  }

  /** Returns whether proxies could disagree about the host (RFC 9112, section 3.2). */
  private static boolean namesHostsTwice(HttpRequest head) {
    return head.headers().getAll(HttpHeaderNames.HOST).size() > 1;
  }

  /**
   * Returns whether the framing is ambiguous: several codings, a coding beside a length, or a
   * coding before HTTP/1.1 (RFC 9112, section 6.1).
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
   * @param request null if not even its first line was received
   */
  static FullHttpResponse of(HttpResponseStatus status, HttpRequest request) {
    var headers = HeadersMultiMap.httpHeaders();
    headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return describe(status, headers, request);
  }

  /** Returns the response, with a problem as its body if it is an error without one. */
  static FullHttpResponse withBody(FullHttpResponse response, HttpRequest request) {
    var isBare =
        response.status().code() >= HttpResponseStatus.BAD_REQUEST.code()
            && !response.content().isReadable()
            && !response.headers().contains(HttpHeaderNames.CONTENT_TYPE)
            && !isHead(request);
    return isBare ? describe(response.status(), response.headers(), request) : response;
  }

  /** Adds the headers of every response, where no filter added them. */
  static void complete(HttpHeaders headers, HttpRequest request) {
    if (!headers.contains(HttpHeaderNames.DATE)) {
      headers.set(HttpHeaderNames.DATE, DateFormatter.format(new Date()));
    }
    RequestIds.identify(headers, request);
    SecurityHeaders.addTo(headers);
  }

  private static FullHttpResponse describe(
      HttpResponseStatus status, HttpHeaders headers, HttpRequest request) {
    var problem = RouterProblems.blank(status.code()).json(pathOf(request));
    var body = Unpooled.wrappedBuffer(problem.getBytes(StandardCharsets.UTF_8));
    headers.set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
    headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    complete(headers, request);
    // A response to HEAD has the length of a body that it does not have.
    var sent = isHead(request) ? Unpooled.EMPTY_BUFFER : body;
    return new DefaultFullHttpResponse(
        HTTP_1_1, status, sent, headers, HeadersMultiMap.httpHeaders());
  }

  private static boolean isHead(HttpRequest request) {
    return request != null && request.method().equals(HttpMethod.HEAD);
  }

  /** Returns the path, or {@code /} if the request line can't be parsed. */
  private static String pathOf(HttpRequest request) {
    var uri = request == null || request.decoderResult().isFailure() ? "/" : request.uri();
    var end = uri.indexOf('?');
    return end < 0 ? uri : uri.substring(0, end);
  }
}
