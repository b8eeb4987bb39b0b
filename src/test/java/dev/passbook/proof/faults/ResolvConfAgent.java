package dev.passbook.proof.faults;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Makes a separate process read another file instead of {@code /etc/resolv.conf}, so that a test
 * can put a DNS server in front of the unchanged service. It only replaces the file's name, a
 * constant in the Netty class that reads it.
 */
public final class ResolvConfAgent {
  private static final String READER =
      "io/netty/resolver/dns/UnixResolverDnsServerAddressStreamProvider";

  private static final String FILE = "/etc/resolv.conf";

  private ResolvConfAgent() {}

  /** Returns the JVM option that loads the agent. */
  public static String option(Path resolvConf) {
    return "-javaagent:" + jar() + "=" + resolvConf;
  }

  /** The JVM calls this before the program's main method. */
  public static void premain(String resolvConf, Instrumentation machine) {
    machine.addTransformer(new Renaming(constant(FILE), constant(resolvConf)));
  }

  private record Renaming(byte[] from, byte[] to) implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
      return READER.equals(name) ? renamed(bytes) : null;
    }

    private byte[] renamed(byte[] bytes) {
      int at = 0;
      while (!Arrays.equals(bytes, at, at + from.length, from, 0, from.length)) {
        at++;
      }
      ByteArrayOutputStream renamed = new ByteArrayOutputStream();
      renamed.write(bytes, 0, at);
      renamed.writeBytes(to);
      renamed.write(bytes, at + from.length, bytes.length - at - from.length);
      return renamed.toByteArray();
    }
  }

  /** Returns a text as class files store it: its length, then its bytes. */
  private static byte[] constant(String text) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(text);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", ResolvConfAgent.class.getName());
    try {
      Path jar = Files.createTempFile(Path.of("target"), "resolv-conf-agent", ".jar");
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        add(out, ResolvConfAgent.class);
        add(out, Renaming.class);
      }
      return jar.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(JarOutputStream jar, Class<?> type) throws IOException {
    String entry = type.getName().replace('.', '/') + ".class";
    jar.putNextEntry(new JarEntry(entry));
    jar.write(type.getClassLoader().getResourceAsStream(entry).readAllBytes());
    jar.closeEntry();
  }
}
