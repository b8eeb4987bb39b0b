package dev.passbook.eventstore.dynamodb.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.eventstore.dynamodb.calls.CallFailure.Meaning;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** Checks that nothing of a write is sent before the TLS handshake completes. */
class FailedHandshakeTest {
  private static final Duration HANDSHAKE = Duration.ofMillis(300);
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  /** Reads what arrives and responds to its first bytes. */
  private interface Conversation {
    void with(Socket client, InputStream in) throws IOException;
  }

  private static Meaning meaningAt(ServerSocket listening, Conversation conversation)
      throws IOException {
    var server = new Thread(() -> converse(listening, conversation), "tls-server");
    server.setDaemon(true);
    server.start();
    var endpoint = URI.create("https://127.0.0.1:" + listening.getLocalPort());
    var http = NettyNioAsyncHttpClient.builder().tlsNegotiationTimeout(HANDSHAKE);
    try (listening;
        var wired = WiredClient.to(endpoint, http)) {
      return wired.meaning(WiredClient.LONG);
    }
  }

  private static void converse(ServerSocket listening, Conversation conversation) {
    try (var client = listening.accept()) {
      conversation.with(client, client.getInputStream());
      client.getInputStream().readAllBytes();
    } catch (IOException over) {
      // The client is expected to break off the handshake.
    }
  }

  private static ServerSocket plain() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void aServerThatDoesNotSpeakTls() throws IOException {
    assertEquals(
        Meaning.NOT_APPLIED,
        meaningAt(plain(), (client, in) -> aServerThatRespondsInPlainText(client, in)));
  }

  private static void aServerThatRespondsInPlainText(Socket client, InputStream in)
      throws IOException {
    in.read();
    client
        .getOutputStream()
        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aServerThatNeverRespondsToTheHandshake() throws IOException {
    assertEquals(Meaning.NOT_APPLIED, meaningAt(plain(), (client, in) -> {}));
  }

  @Test
  void aServerThatBreaksTheHandshakeOff() throws IOException {
    assertEquals(
        Meaning.NOT_APPLIED,
        meaningAt(
            plain(),
            (client, in) -> {
              in.read();
              client.close();
            }));
  }

  @Test
  void aServerWithAnUntrustedCertificate()
      throws IOException, GeneralSecurityException, InterruptedException {
    var listening =
        selfSigned()
            .getServerSocketFactory()
            .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    assertEquals(Meaning.NOT_APPLIED, meaningAt(listening, (client, in) -> {}));
  }

  private SSLContext selfSigned()
      throws IOException, GeneralSecurityException, InterruptedException {
    var file = folder.resolve("keys.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    new ProcessBuilder(
            keytool,
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "self",
            "-dname",
            "CN=127.0.0.1",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            new String(PASSWORD))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("keytool.log").toFile())
        .start()
        .waitFor();
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
