package dev.passbook.console;

import dev.passbook.http.access.AuthConfig;
import dev.passbook.http.message.EntityTags;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RouterProblems;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Serves the console's pages, styles and scripts from the class path. A file is read when it is
 * asked for first, on a worker thread, and then kept in memory. In dev mode it is read each time
 * from the sources, so that an edit shows after a reload of the page.
 */
@Singleton
class ConsoleFiles {
  private static final String FOLDER = "/console/";

  /** Names of this form can't lead out of the folder. */
  private static final Pattern NAME =
      Pattern.compile("(lib/)?[a-z][a-z0-9-]{0,63}\\.[a-z0-9]{1,8}");

  /** The libraries are not among the sources. */
  private static final Path SOURCES = Path.of("src", "main", "web");

  private static final String START = "index.html";
  private static final String GZIP = "gzip";
  private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");

  private final String policy;
  private final boolean development = LaunchMode.current() == LaunchMode.DEVELOPMENT;
  private final Map<String, ConsoleFile> kept = new ConcurrentHashMap<>();

  ConsoleFiles(AuthConfig auth) {
    this.policy = ContentPolicy.of(AuthConfig.needsTokens(auth) ? auth.issuer() : Optional.empty());
  }

  void respond(RoutingContext context) {
    var path = context.request().path().substring(FOLDER.length());
    var name = path.isEmpty() ? START : path;
    file(name)
        .ifPresentOrElse(
            file -> respond(file, context),
            () -> RouterProblems.end(context, Problems.notServed()));
  }

  private Optional<ConsoleFile> file(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    return ConsoleFile.mediaType(name)
        .map(
            type ->
                development
                    ? read(name, type)
                    : kept.computeIfAbsent(name, missing -> read(name, type)));
  }

  /** Returns null if there is no such file. */
  private ConsoleFile read(String name, String mediaType) {
    try (var file = open(name)) {
      return file == null ? null : ConsoleFile.of(mediaType, file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream open(String name) throws IOException {
    var source = SOURCES.resolve(name);
    return development && Files.isRegularFile(source)
        ? Files.newInputStream(source)
        : ConsoleFiles.class.getResourceAsStream(FOLDER + name);
  }

  private void respond(ConsoleFile file, RoutingContext context) {
    var request = context.request();
    var gzip = acceptsGzip(request.headers().getAll(HttpHeaders.ACCEPT_ENCODING));
    var etag = file.etag(gzip);
    var response =
        context
            .response()
            .putHeader(POLICY, policy)
            .putHeader(HttpHeaders.ETAG, etag)
            .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
            .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (EntityTags.has(request.headers().getAll(HttpHeaders.IF_NONE_MATCH), etag)) {
      response.setStatusCode(HttpResponseStatus.NOT_MODIFIED.code()).end();
    } else {
      if (gzip) {
        response.putHeader(HttpHeaders.CONTENT_ENCODING, GZIP);
      }
      var content = gzip ? file.gzipped() : file.plain();
      // A response to HEAD would lack the length otherwise.
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType())
          .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(content.length()))
          .end(content);
    }
  }

  /** Returns whether the client can read gzip. One that names it with a weight gets plain text. */
  private static boolean acceptsGzip(List<String> lines) {
    return lines.stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .anyMatch(coding -> coding.strip().equalsIgnoreCase(GZIP));
  }
}
