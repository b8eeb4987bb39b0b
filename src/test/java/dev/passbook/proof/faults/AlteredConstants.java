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
import java.util.stream.Stream;

/**
 * Replaces a text constant of one class in a separate process, so that a test can reach what the
 * unchanged service takes from its machine. The name of a class that the code uses is such a
 * constant, too.
 */
public final class AlteredConstants {
  private static final String SEPARATOR = "=";

  private AlteredConstants() {}

  /**
   * Returns the JVM option that replaces a constant.
   *
   * @param type the class file's name, such as {@code java/lang/String}
   * @param more classes that the process is to find as well
   */
  public static String option(String type, String from, String to, Class<?>... more) {
    return "-javaagent:" + jar(more) + "=" + String.join(SEPARATOR, type, from, to);
  }

  /** The JVM calls this before the program's main method. */
  public static void premain(String constant, Instrumentation machine) {
    String[] parts = constant.split(SEPARATOR, 3);
    machine.addTransformer(new Renaming(parts[0], stored(parts[1]), stored(parts[2])));
  }

  private record Renaming(String type, byte[] from, byte[] to) implements ClassFileTransformer {
    @Override
    public byte[] transform(
        ClassLoader loader, String name, Class<?> loaded, ProtectionDomain domain, byte[] bytes) {
      return type.equals(name) ? renamed(bytes) : null;
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
  private static byte[] stored(String text) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(text);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(Class<?>... more) {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", AlteredConstants.class.getName());
    try {
      Path jar = Files.createTempFile(Path.of("target"), "altered-constants", ".jar");
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        Stream<Class<?>> own = Stream.of(AlteredConstants.class, Renaming.class);
        for (Class<?> type : Stream.concat(own, Stream.of(more)).toList()) {
          add(out, type);
        }
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
