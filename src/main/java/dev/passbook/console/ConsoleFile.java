package dev.passbook.console;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * A file of the console in memory, plain and compressed.
 *
 * @param hash depends on the content alone
 */
record ConsoleFile(String mediaType, String hash, Buffer plain, Buffer gzipped) {
  private static final int HASH_DIGITS = 32;

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "svg", "image/svg+xml;charset=UTF-8",
          "png", "image/png",
          "woff2", "font/woff2");

  /** Returns the media type of a file with this name, or nothing if no such file is served. */
  static Optional<String> mediaType(String name) {
    var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(MEDIA_TYPES.get(extension));
  }

  static ConsoleFile of(String mediaType, byte[] content) {
    return new ConsoleFile(
        mediaType, hash(content), Buffer.buffer(content), Buffer.buffer(gzipped(content)));
  }

  /** Returns a strong entity tag. Each form of the file has its own (RFC 9110, section 8.8.3). */
  String etag(boolean compressed) {
    return "\"" + hash + (compressed ? "-gzip\"" : "\"");
  }

  private static String hash(byte[] content) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] gzipped(byte[] content) {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
