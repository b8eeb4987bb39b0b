package dev.passbook.http.contract;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends what a well-behaved client never would: malformed paths, raw header bytes, chunks. */
final class RawHttp {
  private static final int TIMEOUT_MILLIS = 15_000;

  private RawHttp() {}

  /** Sends the head (the lines after the request line, without line ends) and then the body. */
  static Exchange send(String method, String path, List<String> headerLines, byte[] body) {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    headerLines.forEach(line -> head.append(line).append("\r\n"));
    head.append("\r\n");
    try (Socket socket = new Socket("localhost", RestAssured.port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return read(method, path, socket.getInputStream());
    } catch (IOException e) {
      throw new AssertionError("No response to " + method + " " + path, e);
    }
  }

  static Exchange post(String path, List<String> headerLines, byte[] body) {
    List<String> lines = new ArrayList<>(headerLines);
    lines.add("Content-Length: " + body.length);
    return send("POST", path, lines, body);
  }

  /** Sends a body in chunks of one kilobyte, so that its length is unknown in advance. */
  static Exchange postInChunks(String path, List<String> headerLines, byte[] body) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int start = 0; start < body.length; start += 1024) {
      int length = Math.min(1024, body.length - start);
      chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      chunks.write(body, start, length);
      chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    List<String> lines = new ArrayList<>(headerLines);
    lines.add("Transfer-Encoding: chunked");
    return send("POST", path, lines, chunks.toByteArray());
  }

  private static Exchange read(String method, String path, InputStream in) throws IOException {
    String[] statusLine = line(in).split(" ", 3);
    Map<String, List<String>> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).trim());
    }
    Exchange head =
        new Exchange(method, path, Integer.parseInt(statusLine[1]), headers, new byte[0]);
    boolean chunked =
        head.header("Transfer-Encoding")
            .filter(coding -> coding.toLowerCase(Locale.ROOT).contains("chunked"))
            .isPresent();
    byte[] body = chunked ? chunks(in) : rest(in, head.header("Content-Length").orElse("0"));
    return new Exchange(method, path, head.status(), headers, body);
  }

  private static byte[] rest(InputStream in, String length) throws IOException {
    return in.readNBytes(Integer.parseInt(length));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = size(in); length > 0; length = size(in)) {
      body.writeBytes(in.readNBytes(length));
      line(in);
    }
    return body.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in).trim(), 16);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The connection ended in the middle of a line: " + line);
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
