package dev.passbook.http.access;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileProps;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.streams.ReadStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads the issuer's key set from a URL or a file. A read never blocks an event loop, and has a
 * time limit and a size limit.
 */
final class KeySetSource {
  private static final int LARGEST = 256 * 1024;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final Vertx vertx;
  private final URI location;
  private final Optional<String> authorities;
  private final int limit;
  private HttpClient client;

  /**
   * @param authorities a PEM file with the certificates to trust instead of the machine's
   * @param limit how long a read may take
   */
  KeySetSource(Vertx vertx, URI location, Optional<String> authorities, Duration limit) {
    this.vertx = vertx;
    this.location = location;
    this.authorities = authorities;
    this.limit = (int) limit.toMillis();
  }

  Future<Buffer> read() {
    var read = isFile() ? fromFile() : address().compose(this::fromServer);
    return read.timeout(limit, TimeUnit.MILLISECONDS);
  }

  private boolean isFile() {
    return "file".equals(location.getScheme());
  }

  /** Reads a regular file only: a pipe or a device could block a thread forever or have no end. */
  private Future<Buffer> fromFile() {
    var files = vertx.fileSystem();
    return files
        .props(location.getPath())
        .map(KeySetSource::regular)
        .compose(regular -> files.open(location.getPath(), new OpenOptions().setWrite(false)))
        .compose(KeySetSource::content);
  }

  private static FileProps regular(FileProps properties) {
    if (!properties.isRegularFile()) {
      throw new KeySetFailure("it is not a regular file");
    }
    return properties;
  }

  private static Future<Buffer> content(AsyncFile file) {
    return collected(file).eventually(() -> file.close());
  }

  /**
   * Resolves the host name on a worker thread. The client would use the JDK's resolver, which
   * blocks the event loop.
   */
  private Future<SocketAddress> address() {
    return vertx.executeBlocking(
        () ->
            SocketAddress.inetSocketAddress(
                port(), InetAddress.getByName(location.getHost()).getHostAddress()),
        false);
  }

  private int port() {
    if (location.getPort() >= 0) {
      return location.getPort();
    }
    return "https".equals(location.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }

  private Future<Buffer> fromServer(SocketAddress server) {
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(location.toString())
            .setServer(server)
            .setTimeout(limit);
    return client().request(options).compose(this::send);
  }

  /**
   * Sends the request. All steps are composed within this callback, which runs on the request's
   * event loop. A step that another thread composes could come after the response, and would miss
   * its body.
   */
  private Future<Buffer> send(HttpClientRequest request) {
    var late = vertx.setTimer(limit, timer -> request.reset());
    return request
        .send()
        .compose(KeySetSource::body)
        .onFailure(failure -> request.reset())
        .onComplete(done -> vertx.cancelTimer(late));
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    // Without a handler, Vert.x would log a reset as an error.
    response.exceptionHandler(reset -> {});
    return response.statusCode() == HttpResponseStatus.OK.code()
        ? collected(response)
        : Future.failedFuture(
            new KeySetFailure("the server answered with status " + response.statusCode()));
  }

  /** Collects a stream up to the size limit, and stops reading beyond it. */
  private static Future<Buffer> collected(ReadStream<Buffer> stream) {
    var collected = Promise.<Buffer>promise();
    var all = Buffer.buffer();
    stream.exceptionHandler(collected::tryFail);
    stream.endHandler(end -> collected.tryComplete(all));
    stream.handler(
        part -> {
          if (all.length() + part.length() > LARGEST) {
            stream.pause();
            collected.tryFail(
                new KeySetFailure("the set is larger than " + LARGEST / 1024 + " KiB"));
          } else {
            all.appendBuffer(part);
          }
        });
    return collected.future();
  }

  private synchronized HttpClient client() {
    if (client == null) {
      // Fetches are so rare that a kept connection would be stale.
      var options =
          new HttpClientOptions()
              .setKeepAlive(false)
              .setConnectTimeout(limit)
              .setIdleTimeout(limit)
              .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
      authorities.ifPresent(
          file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file)));
      client = vertx.createHttpClient(options);
    }
    return client;
  }

  /** Returns the location without its query, which may hold a secret that must not be logged. */
  @Override
  public String toString() {
    return location.toString().split("\\?", 2)[0];
  }
}
