package dev.passbook.tokens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * Prints a ten-minute token for a subject, a tenant and roles. The first run creates the key that
 * signs it. The package contains neither the key nor this class.
 */
public final class DevToken {
  private static final Path FOLDER = Path.of("target", "dev-issuer");
  private static final Path PRIVATE = FOLDER.resolve("private.json");
  private static final Path PUBLIC = FOLDER.resolve("keys.json");

  private DevToken() {}

  /**
   * @param words the subject, the tenant and the roles
   */
  public static void main(String... words) throws IOException {
    if (words.length < 2) {
      System.err.println("Say: <subject> <tenant> [<role> ...]");
      return;
    }
    System.out.println(
        issuer().token(words[1], words[0], Arrays.copyOfRange(words, 2, words.length)));
  }

  private static Issuer issuer() throws IOException {
    if (Files.exists(PRIVATE)) {
      return Issuer.of(Files.readString(PRIVATE));
    }
    var issuer = Issuer.fresh();
    Files.createDirectories(FOLDER);
    Files.createFile(
        PRIVATE,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(PRIVATE, issuer.privateKeys());
    Files.writeString(PUBLIC, issuer.keySet());
    return issuer;
  }
}
