package dev.passbook.tokens;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Serves a key set over TLS, with a certificate of its own authority. */
public final class HttpsKeySetServer implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final HttpsServer server;
  private final Path authority;

  /**
   * @param folder the folder for the key and the certificate
   * @param names the certificate's names, such as {@code dns:localhost}
   * @param begin the start of its two days in keytool's format, such as {@code -10d}
   */
  public HttpsKeySetServer(Path folder, String names, String begin, String keySet)
      throws IOException, GeneralSecurityException, InterruptedException {
    var store = folder.resolve("server.p12");
    authority = folder.resolve("authority.pem");
    var certificate = makeKey(folder, store);
    var request = folder.resolve("request.pem").toString();
    keytool(store, "-certreq", "-file", request);
    keytool(
        folder.resolve("authority.p12"),
        "-gencert",
        "-infile",
        request,
        "-outfile",
        certificate,
        "-validity",
        "2",
        "-startdate",
        begin,
        "-ext",
        "san=" + names);
    keytool(store, "-importcert", "-noprompt", "-file", certificate);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
    server.createContext(
        "/keys",
        exchange -> {
          var body = keySet.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** Creates the server's key, and the authority that signs its certificate later. */
  private String makeKey(Path folder, Path store) throws IOException, InterruptedException {
    var authorities = folder.resolve("authority.p12");
    keytool(authorities, "-genkeypair", "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c");
    keytool(authorities, "-exportcert", "-rfc", "-file", authority.toString());
    keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=issuer");
    keytoolAs("authority", store, "-importcert", "-noprompt", "-file", authority.toString());
    return folder.resolve("server.pem").toString();
  }

  private static void keytool(Path store, String... arguments)
      throws IOException, InterruptedException {
    keytoolAs("own", store, arguments);
  }

  private static void keytoolAs(String alias, Path store, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-alias", alias));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("keytool failed: " + said);
    }
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  public String url() {
    return "https://localhost:" + server.getAddress().getPort() + "/keys";
  }

  /** Returns a PEM file with the certificate of the signing authority. */
  public Path authority() {
    return authority;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
